-- Of several commissions that a login tells its person chooses one, as of several identities: in the same row, after whom they log
-- in as. `0067_login_choice.sql` has the rest.
alter table login_choice drop constraint login_choice_subjects_check,
  add constraint login_choice_leaves_a_choice check (cardinality(subjects) between 1 and 20
    and (cardinality(subjects) > 1 or coalesce(groups->>'kind' = 'choice', false)));
