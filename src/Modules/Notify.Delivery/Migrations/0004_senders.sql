-- In whose name e-mails leave: the sender that was chosen at acceptance, whatever becomes the default later.
ALTER TABLE delivery.triggers ADD COLUMN sender_id text;
