-- An agenda item by its official number: whoever types it goes to its activity.
create index agenda_items_number on agenda_items (number);
