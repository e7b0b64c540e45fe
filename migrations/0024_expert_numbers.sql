-- Beyond 99,999 experts a year the longer number is the later one.
CREATE INDEX expert_number_order ON expert (length(number), number);
