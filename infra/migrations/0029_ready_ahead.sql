-- How many faxes have their pages made and wait for a line.
create index delivery_preparing on delivery (due_at, id) where state = 'preparing';
