-- The kkplanner workbook, version 1.0: one SQLite database per plan (*.kkplan).
--
-- Read from top to bottom: what the file is, the records of the plan, what a printed edition froze,
-- then the history that makes every change undoable. docs/file-format.md tells the rest.
--
-- Conventions
--   id        internal row number, never leaves the file
--   uuid      identity of a record for life, across files and merges; references between records use it
--   position  order among siblings, ascending; with gaps, so that a move writes one row
--   amounts   integer satang (1 baht = 100 satang); years are Buddhist fiscal years
--   texts     normalised Thai (kkplanner.thai.normalise); '' means empty, NULL means not known
--
-- The triggers that record every change are made from these tables by kkplanner/workbook/recording.py.
-- References are checked when the transaction ends, so that rows may be restored in any order.

PRAGMA application_id = 1263226956; -- "KKPL"
PRAGMA user_version = 1000;         -- major * 1000 + minor

---------------------------------------------------------------------------------------- the plan

CREATE TABLE organisation (
    id            INTEGER PRIMARY KEY,
    uuid          TEXT    NOT NULL UNIQUE CHECK (length(uuid) = 36),
    type          TEXT    NOT NULL,
    name          TEXT    NOT NULL,
    province      TEXT    NOT NULL,
    district_code TEXT    NOT NULL,
    tambon_code   TEXT    NOT NULL,
    population    INTEGER CHECK (population >= 0),
    households    INTEGER CHECK (households >= 0),
    annual_income INTEGER CHECK (annual_income >= 0) -- satang
) STRICT;

CREATE TABLE plan (
    id         INTEGER PRIMARY KEY,
    uuid       TEXT    NOT NULL UNIQUE CHECK (length(uuid) = 36),
    title      TEXT    NOT NULL,
    first_year INTEGER NOT NULL CHECK (first_year BETWEEN 2400 AND 2700),
    last_year  INTEGER NOT NULL CHECK (last_year BETWEEN first_year AND 2700),
    framework  TEXT    NOT NULL -- id of a policy framework
) STRICT;

CREATE TABLE village (
    id         INTEGER PRIMARY KEY,
    uuid       TEXT    NOT NULL UNIQUE CHECK (length(uuid) = 36),
    position   INTEGER NOT NULL,
    number     INTEGER,
    name       TEXT    NOT NULL,
    households INTEGER CHECK (households >= 0)
) STRICT;

CREATE TABLE agency (
    id       INTEGER PRIMARY KEY,
    uuid     TEXT    NOT NULL UNIQUE CHECK (length(uuid) = 36),
    position INTEGER NOT NULL,
    name     TEXT    NOT NULL,
    role     TEXT    NOT NULL
) STRICT;

CREATE TABLE edition (
    id        INTEGER PRIMARY KEY,
    uuid      TEXT    NOT NULL UNIQUE CHECK (length(uuid) = 36),
    position  INTEGER NOT NULL,
    kind      TEXT    NOT NULL CHECK (kind IN ('ฉบับแรก', 'ทบทวน', 'เพิ่มเติม', 'เปลี่ยนแปลง', 'แก้ไข')),
    number    INTEGER,
    year      INTEGER,
    announced TEXT, -- ISO 8601 day
    reason    TEXT    NOT NULL
) STRICT;

-- ประเด็นการพัฒนา, and below it แนวทาง/กลยุทธ์
CREATE TABLE issue (
    id           INTEGER PRIMARY KEY,
    uuid         TEXT    NOT NULL UNIQUE CHECK (length(uuid) = 36),
    position     INTEGER NOT NULL,
    number       TEXT    NOT NULL,
    title        TEXT    NOT NULL,
    upward_lines TEXT    NOT NULL -- JSON array of lines ก. to จ.
) STRICT;

CREATE TABLE approach (
    id       INTEGER PRIMARY KEY,
    uuid     TEXT    NOT NULL UNIQUE CHECK (length(uuid) = 36),
    issue    TEXT    NOT NULL REFERENCES issue (uuid) DEFERRABLE INITIALLY DEFERRED,
    position INTEGER NOT NULL,
    number   TEXT    NOT NULL,
    title    TEXT    NOT NULL
) STRICT;

CREATE INDEX approach_issue ON approach (issue);

-- One row of ผ.02, ผ.02/1, ผ.02/2 or ผ.03
CREATE TABLE project (
    id              INTEGER PRIMARY KEY,
    uuid            TEXT    NOT NULL UNIQUE CHECK (length(uuid) = 36),
    position        INTEGER NOT NULL,
    form            TEXT    NOT NULL CHECK (form IN ('ผ.02', 'ผ.02/1', 'ผ.02/2', 'ผ.03')),
    issue           TEXT    REFERENCES issue (uuid) DEFERRABLE INITIALLY DEFERRED,
    approach        TEXT    REFERENCES approach (uuid) DEFERRABLE INITIALLY DEFERRED,
    programme       TEXT    NOT NULL,
    title           TEXT    NOT NULL,
    objective       TEXT    NOT NULL,
    target          TEXT    NOT NULL,
    kpi             TEXT    NOT NULL,
    expected_result TEXT    NOT NULL,
    agency          TEXT    NOT NULL,
    asked_agency    TEXT    NOT NULL,
    edition         TEXT    REFERENCES edition (uuid) DEFERRABLE INITIALLY DEFERRED,
    equipment_type  TEXT    NOT NULL,
    village         TEXT    NOT NULL,
    district_code   TEXT    NOT NULL,
    -- 1/10,000,000 degree (1 cm): an integer keeps its value through the history's JSON, a float does not
    start_latitude  INTEGER CHECK (abs(start_latitude) <= 900000000),
    start_longitude INTEGER CHECK (abs(start_longitude) <= 1800000000),
    end_latitude    INTEGER CHECK (abs(end_latitude) <= 900000000),
    end_longitude   INTEGER CHECK (abs(end_longitude) <= 1800000000),
    priority        INTEGER,
    note            TEXT    NOT NULL
) STRICT;

CREATE INDEX project_position ON project (position);
CREATE INDEX project_issue ON project (issue);
CREATE INDEX project_approach ON project (approach);
CREATE INDEX project_edition ON project (edition);

-- A line of a project with text and money of its own; it adds to the project's amounts
CREATE TABLE sub_item (
    id       INTEGER PRIMARY KEY,
    uuid     TEXT    NOT NULL UNIQUE CHECK (length(uuid) = 36),
    project  TEXT    NOT NULL REFERENCES project (uuid) DEFERRABLE INITIALLY DEFERRED,
    position INTEGER NOT NULL,
    text     TEXT    NOT NULL,
    UNIQUE (uuid, project)
) STRICT;

CREATE INDEX sub_item_project ON sub_item (project);

-- The amount of one year: of a project's own line (sub_item is NULL) or of one of its sub-items.
-- No row: left blank. Amount 0: zero was typed. enacted: เทศบัญญัติ/ข้อบัญญัติ, never printed.
CREATE TABLE budget (
    id       INTEGER PRIMARY KEY,
    project  TEXT    NOT NULL REFERENCES project (uuid) DEFERRABLE INITIALLY DEFERRED,
    sub_item TEXT,
    kind     TEXT    NOT NULL CHECK (kind = 'own' OR (kind = 'enacted' AND sub_item IS NULL)),
    year     INTEGER NOT NULL CHECK (year BETWEEN 2400 AND 2700),
    amount   INTEGER NOT NULL CHECK (amount BETWEEN 0 AND 1000000000000000), -- satang
    FOREIGN KEY (sub_item, project) REFERENCES sub_item (uuid, project) DEFERRABLE INITIALLY DEFERRED
) STRICT;

CREATE UNIQUE INDEX budget_year ON budget (coalesce(sub_item, project), kind, year);
CREATE INDEX budget_project ON budget (project);
CREATE INDEX budget_sub_item ON budget (sub_item, project);

-- An issue or a project tied to a node of a policy framework
CREATE TABLE link (
    id           INTEGER PRIMARY KEY,
    uuid         TEXT    NOT NULL UNIQUE CHECK (length(uuid) = 36),
    issue        TEXT    REFERENCES issue (uuid) DEFERRABLE INITIALLY DEFERRED,
    project      TEXT    REFERENCES project (uuid) DEFERRABLE INITIALLY DEFERRED,
    position     INTEGER NOT NULL,
    framework    TEXT    NOT NULL,
    code         TEXT    NOT NULL,
    confirmed    INTEGER NOT NULL CHECK (confirmed IN (0, 1)),
    confirmed_by TEXT    NOT NULL,
    CHECK ((issue IS NULL) <> (project IS NULL))
) STRICT;

CREATE INDEX link_issue ON link (issue);
CREATE INDEX link_project ON link (project);

-- A step in the history of a project, as noted beside its row
CREATE TABLE mark (
    id        INTEGER PRIMARY KEY,
    uuid      TEXT    NOT NULL UNIQUE CHECK (length(uuid) = 36),
    project   TEXT    NOT NULL REFERENCES project (uuid) DEFERRABLE INITIALLY DEFERRED,
    position  INTEGER NOT NULL,
    kind      TEXT    NOT NULL CHECK (kind IN (
        'amendment', 'moved', 'merged', 'duplicate', 'coordination', 'budget_source', 'form_number', 'note'
    )),
    text      TEXT    NOT NULL,
    edition   TEXT    REFERENCES edition (uuid) DEFERRABLE INITIALLY DEFERRED,
    refers_to TEXT    NOT NULL, -- the row, แผนงาน or form that it names
    source    TEXT    NOT NULL, -- sheet!cell
    certain   INTEGER NOT NULL CHECK (certain IN (0, 1)) -- 0: stood beside the next row
) STRICT;

CREATE INDEX mark_project ON mark (project);
CREATE INDEX mark_edition ON mark (edition);

-- Narrative of parts 1, 2 and 4 of the book
CREATE TABLE section (
    id       INTEGER PRIMARY KEY,
    uuid     TEXT    NOT NULL UNIQUE CHECK (length(uuid) = 36),
    position INTEGER NOT NULL,
    part     INTEGER NOT NULL,
    key      TEXT    NOT NULL UNIQUE,
    title    TEXT    NOT NULL,
    body     TEXT    NOT NULL
) STRICT;

-- A problem or request heard at a ประชาคม
CREATE TABLE need (
    id               INTEGER PRIMARY KEY,
    uuid             TEXT    NOT NULL UNIQUE CHECK (length(uuid) = 36),
    position         INTEGER NOT NULL,
    text             TEXT    NOT NULL,
    place            TEXT    NOT NULL,
    raised_by        TEXT    NOT NULL,
    priority         INTEGER,
    project          TEXT    REFERENCES project (uuid) DEFERRABLE INITIALLY DEFERRED,
    set_aside_reason TEXT    NOT NULL
) STRICT;

CREATE INDEX need_project ON need (project);

CREATE TABLE unit_price (
    id       INTEGER PRIMARY KEY,
    uuid     TEXT    NOT NULL UNIQUE CHECK (length(uuid) = 36),
    position INTEGER NOT NULL,
    name     TEXT    NOT NULL,
    unit     TEXT    NOT NULL,
    price    INTEGER NOT NULL CHECK (price BETWEEN 0 AND 1000000000000000), -- satang
    source   TEXT    NOT NULL
) STRICT;

-- A finding of the check that was looked at and set aside
CREATE TABLE waiver (
    id       INTEGER PRIMARY KEY,
    uuid     TEXT    NOT NULL UNIQUE CHECK (length(uuid) = 36),
    position INTEGER NOT NULL,
    project  TEXT    REFERENCES project (uuid) DEFERRABLE INITIALLY DEFERRED, -- NULL: of the plan as a whole
    rule     TEXT    NOT NULL,
    reason   TEXT    NOT NULL
) STRICT;

CREATE INDEX waiver_project ON waiver (project);

-- What was decided about a pair of nodes between two policy frameworks
CREATE TABLE crosswalk_choice (
    id               INTEGER PRIMARY KEY,
    uuid             TEXT    NOT NULL UNIQUE CHECK (length(uuid) = 36),
    position         INTEGER NOT NULL,
    source_framework TEXT    NOT NULL,
    source_code      TEXT    NOT NULL,
    target_framework TEXT    NOT NULL,
    target_code      TEXT    NOT NULL,
    accepted         INTEGER NOT NULL CHECK (accepted IN (0, 1)),
    reason           TEXT    NOT NULL,
    decided_by       TEXT    NOT NULL,
    UNIQUE (source_framework, source_code, target_framework, target_code)
) STRICT;

-- A picture of the narrative. Its bytes stand apart, so that a new name or place does not copy them into
-- the history.
CREATE TABLE picture (
    id         INTEGER PRIMARY KEY,
    uuid       TEXT    NOT NULL UNIQUE CHECK (length(uuid) = 36),
    position   INTEGER NOT NULL,
    name       TEXT    NOT NULL,
    media_type TEXT    NOT NULL CHECK (media_type IN ('image/png', 'image/jpeg'))
) STRICT;

CREATE TABLE picture_content (
    id      INTEGER PRIMARY KEY,
    picture TEXT    NOT NULL UNIQUE REFERENCES picture (uuid) DEFERRABLE INITIALLY DEFERRED,
    content BLOB    NOT NULL CHECK (length(content) BETWEEN 1 AND 10485760) -- 10 MB
) STRICT;

-- What the clerk chose for this plan (layout, digits, …): JSON values by name
CREATE TABLE setting (
    id    INTEGER PRIMARY KEY,
    key   TEXT    NOT NULL UNIQUE,
    value TEXT    NOT NULL -- JSON
) STRICT;

------------------------------------------------------------------------------- frozen at announcement

-- A row as an edition printed it. `project` is no reference: the frozen row outlives the project.
CREATE TABLE project_revision (
    id      INTEGER PRIMARY KEY,
    uuid    TEXT    NOT NULL UNIQUE CHECK (length(uuid) = 36),
    edition TEXT    NOT NULL REFERENCES edition (uuid) DEFERRABLE INITIALLY DEFERRED,
    project TEXT    NOT NULL,
    page    INTEGER,
    number  INTEGER, -- ลำดับ within its form
    row     TEXT    NOT NULL -- JSON object
) STRICT;

CREATE INDEX project_revision_edition ON project_revision (edition);
CREATE INDEX project_revision_project ON project_revision (project);

----------------------------------------------------------------------------------------- the history

-- One transaction = one undo step = one line of the audit list. Never changed once closed, never deleted.
-- Edits form a tree: `base` is the edit in effect when this one was made. `undo` and `redo` name the edit
-- they took back or brought again, so the edit in effect follows from the last row alone:
--   create, edit: the row itself     redo: its target     undo: the base of its target
CREATE TABLE operation (
    id      INTEGER PRIMARY KEY,
    uuid    TEXT    NOT NULL UNIQUE CHECK (length(uuid) = 36),
    kind    TEXT    NOT NULL CHECK (kind IN ('create', 'edit', 'undo', 'redo')),
    name    TEXT    NOT NULL CHECK (name <> ''),
    author  TEXT    NOT NULL,
    program TEXT    NOT NULL, -- version of kkplanner
    made_at TEXT    NOT NULL, -- UTC, ISO 8601
    base    INTEGER REFERENCES operation (id),
    target  INTEGER REFERENCES operation (id),
    open    INTEGER NOT NULL CHECK (open IN (0, 1)), -- 1 only inside its own transaction
    digest  TEXT, -- of all rows and operations as this one left them; NULL: not closed by kkplanner
    CHECK ((kind IN ('undo', 'redo')) = (target IS NOT NULL)),
    CHECK ((kind = 'edit') = (base IS NOT NULL))
) STRICT;

CREATE UNIQUE INDEX operation_open ON operation (open) WHERE open;
CREATE INDEX operation_base ON operation (base);

-- One changed row: its images before (NULL: it was added) and after (NULL: it was removed), all columns
-- as JSON, a BLOB as {"hex": …}. `record` is the uuid of the record that the row is part of: a budget belongs to its project.
CREATE TABLE change (
    id         INTEGER PRIMARY KEY,
    operation  INTEGER NOT NULL REFERENCES operation (id),
    table_name TEXT    NOT NULL,
    row        TEXT    NOT NULL,
    record     TEXT    NOT NULL,
    before     TEXT,
    after      TEXT,
    CHECK (before IS NOT NULL OR after IS NOT NULL)
) STRICT;

CREATE INDEX change_operation ON change (operation);
CREATE INDEX change_record ON change (record);
