-- What belongs to an order is seen with it: found by its id, not in a list of all orders, which grows for years.
alter policy mailbox_reads on send_document
  using (exists (select from send_order o where o.id = send_document.order_id));
alter policy mailbox_reads on delivery
  using (exists (select from send_order o where o.id = delivery.order_id));
alter policy mailbox_takes_back on delivery
  using (state in ('queued', 'preparing') and exists (select from send_order o where o.id = delivery.order_id));
alter policy mailbox_reads on delivery_fact
  using (exists (select from delivery d where d.id = delivery_fact.delivery_id));
alter policy mailbox_reads on send_act
  using (exists (select from send_order o where o.id = send_act.order_id));
alter policy outbound_opens on send_document
  using (kind in ('outgoing', 'sent') and exists (select from send_order o where o.id = send_document.order_id));
alter policy mailbox_reads on second_look
  using (exists (select from send_order o where o.id = second_look.order_id));
