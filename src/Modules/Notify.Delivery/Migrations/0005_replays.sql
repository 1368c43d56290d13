-- A delivered webhook may be sent once more. However that ends, it stays delivered.
ALTER TABLE delivery.deliveries ADD COLUMN is_replay boolean NOT NULL DEFAULT false;
