-- Which originals have a text, without reading the texts: what is missing is counted over all of them.
create index texts_read on texts (hash, chars, problem);
