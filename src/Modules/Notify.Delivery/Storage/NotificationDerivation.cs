using Npgsql;

namespace Notify.Delivery.Storage;

/// <summary>A notification's status follows from its deliveries'. Two statements of one transaction: first the lock, then the derivation, which so sees what others committed.</summary>
internal static class NotificationDerivation
{
    public static NpgsqlBatchCommand Lock(Guid[] notifications) =>
        Sql.BatchCommand("SELECT 1 FROM delivery.notifications WHERE id = ANY($1) ORDER BY id FOR UPDATE", notifications);

    public static NpgsqlBatchCommand Derive(Guid[] notifications) => Sql.BatchCommand(
        """
        UPDATE delivery.notifications n SET
            status = s.status,
            reason = s.reason,
            delivered_at = CASE WHEN s.status IN (3, 4, 5) THEN s.delivered_at END,
            failed_at = CASE WHEN s.status IN (5, 6) THEN s.failed_at END
        FROM (
            SELECT notification_id,
                   CASE WHEN open > 0 AND open = held THEN 1
                        WHEN open > 0 THEN 2
                        WHEN ok > 0 AND failed > 0 THEN 5
                        WHEN ok > 0 AND ok = delivered THEN 4
                        WHEN ok > 0 THEN 3
                        WHEN failed > 0 THEN 6
                        WHEN cancelled > 0 THEN 8
                        ELSE 7 END AS status,
                   reason, delivered_at, failed_at
            FROM unnest($1) AS asked (notification_id) CROSS JOIN LATERAL (
                SELECT count(*) AS deliveries,
                       count(*) FILTER (WHERE d.status IN (0, 1, 2, 3)) AS open,
                       count(*) FILTER (WHERE d.status = 0) AS held,
                       count(*) FILTER (WHERE d.status IN (4, 5)) AS ok,
                       count(*) FILTER (WHERE d.status = 5) AS delivered,
                       count(*) FILTER (WHERE d.status IN (6, 7, 8)) AS failed,
                       count(*) FILTER (WHERE d.status = 9) AS cancelled,
                       max(d.reason) AS reason,
                       max(coalesce(d.delivered_at, d.sent_at)) AS delivered_at,
                       max(d.failed_at) AS failed_at
                FROM delivery.delivery_notifications l
                CROSS JOIN LATERAL (SELECT * FROM delivery.deliveries WHERE id = l.delivery_id OFFSET 0) d -- a look-up, never a scan
                WHERE l.notification_id = asked.notification_id) c
            WHERE deliveries > 0) s
        WHERE n.id = s.notification_id
        """, notifications);
}
