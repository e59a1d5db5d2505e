-- After modems did not come to terms the next attempt is slower, without error correction, or by another carrier.
alter table delivery
  -- the carrier by which they did not
  add column gentler_than text check (length(gentler_than) between 1 and 60),
  add constraint delivery_gentler check (automatic or gentler_than is null);
grant insert (gentler_than) on delivery to kuvert_outbound;
