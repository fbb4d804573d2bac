-- What a search asks of a few letters: the places of a code, of a département, whose names begin so.
create index place_of_code on territory.place (code);
create index place_departement on territory.place (departement);
create index place_beginning on territory.place (folded text_pattern_ops);
