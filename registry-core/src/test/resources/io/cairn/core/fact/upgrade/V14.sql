insert into installation (id, made_at) values (uuid(90), 1000);
insert into import (digest, description, begun_at, begun_by, imported_at, row_count)
values (digest(4), '{}', 1000, uuid(1), 1100, 3);
