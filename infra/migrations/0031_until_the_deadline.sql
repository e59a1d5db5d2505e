-- A busy line is called again until the order's deadline: `most` is null where that alone ends it.
create or replace function retry_rules() returns table (cause text, class text, most integer)
language sql immutable as $$
  values
    ('busy', 'busy', null),
    ('congestion', 'busy', null),
    ('no-answer', 'no-answer', 2),
    ('voice', 'voice', 1),
    ('training', 'protocol', 1),
    ('capability', 'capability', 1),
    ('partial', 'partial', 1)
$$;
