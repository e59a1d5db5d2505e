-- What partners' systems fetch is counted for all replicas of outbound, too.
grant execute on function take_share to kuvert_outbound;
