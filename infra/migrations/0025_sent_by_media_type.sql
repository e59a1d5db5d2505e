-- Carriers want pages as PDF or as TIFF: what could not be handed to the one is made for the other as well, and a delivery
-- says which of the two went.
alter table delivery add column media_type text check (media_type in ('application/pdf', 'image/tiff'));
update delivery d set media_type = s.media_type from send_document s
 where s.delivery_id = d.id and s.kind = 'sent' and d.intent_at is not null;
grant update (media_type) on delivery to kuvert_outbound;
drop index send_document_one_sent;
create unique index send_document_one_sent on send_document (delivery_id, media_type) where kind = 'sent';
