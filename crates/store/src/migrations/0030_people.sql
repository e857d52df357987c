-- Indexes behind the pages of persons, parties, committees and registers.
create index persons_number on persons (number);
create index parties_number on parties (number);
create index committees_number on committees (number);
create index votes_person on votes (person, decision) where person is not null;
create index votes_decision_party on votes (decision, party_name, choice, deleted);
create index document_actors_party on document_actors (party_name, role, document, deleted);
create index document_actors_function on document_actors (function, name, document, deleted);
create index case_actors_committee on case_actors (committee, token, case_id, role) where committee is not null;
create index commitments_name on commitments (name);
create index commitments_surname on commitments (surname);
create index commitments_to_person on commitments (to_person);
create index gifts_date on gifts (date);
create index trips_since on trips (since);
