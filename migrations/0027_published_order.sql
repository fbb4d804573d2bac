-- The pages of the catalogue for other catalogues: counted, and found by their place, without reading the datasets themselves.
create index dataset_published on catalog.dataset (created_at, id) include (producer) where status = 'published';
