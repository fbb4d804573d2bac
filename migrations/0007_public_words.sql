-- Corrections propose words of what is public, and no other.
delete from catalog.word;
insert into catalog.word (word)
select distinct word from catalog.dataset,
  regexp_split_to_table(lower(public.unaccent(title || ' ' || array_to_string(keywords, ' '))), '[^a-z0-9]+') as word
where status = 'published' and length(word) > 2;
