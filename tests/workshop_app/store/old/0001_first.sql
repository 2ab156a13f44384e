BEGIN TRANSACTION;
CREATE TABLE alembic_version (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);
INSERT INTO "alembic_version" VALUES('0001_first');
CREATE TABLE areas (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	municipality_id INTEGER NOT NULL, 
	name TEXT NOT NULL, 
	tier INTEGER NOT NULL, 
	parent_id INTEGER, 
	CONSTRAINT ck_areas_tier CHECK (tier IN (1, 2, 3)), 
	CONSTRAINT fk_areas_municipality_id FOREIGN KEY(municipality_id) REFERENCES municipalities (id) ON DELETE CASCADE, 
	CONSTRAINT fk_areas_parent_id FOREIGN KEY(parent_id) REFERENCES areas (id) ON DELETE SET NULL
);
INSERT INTO "areas" VALUES(1,1,'全域',1,NULL);
CREATE TABLE assets (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	municipality_id INTEGER NOT NULL, 
	name TEXT NOT NULL, 
	asset_class TEXT NOT NULL, 
	area_id INTEGER, 
	owner_id INTEGER, 
	availability TEXT NOT NULL, 
	capacity INTEGER, 
	conditions TEXT NOT NULL, 
	contact_office TEXT NOT NULL, 
	source_voice_id INTEGER, 
	state TEXT NOT NULL, 
	noted_on DATE NOT NULL, 
	CONSTRAINT fk_assets_municipality_id FOREIGN KEY(municipality_id) REFERENCES municipalities (id) ON DELETE CASCADE, 
	CONSTRAINT fk_assets_area_id FOREIGN KEY(area_id) REFERENCES areas (id) ON DELETE SET NULL, 
	CONSTRAINT fk_assets_owner_id FOREIGN KEY(owner_id) REFERENCES stakeholders (id) ON DELETE SET NULL, 
	CONSTRAINT fk_assets_source_voice_id FOREIGN KEY(source_voice_id) REFERENCES voices (id) ON DELETE SET NULL
);
CREATE TABLE assignments (
	voice_id INTEGER NOT NULL, 
	theme_id INTEGER NOT NULL, 
	certainty DOUBLE NOT NULL, 
	second_theme_id INTEGER, 
	is_pinned BOOLEAN NOT NULL, 
	made_by TEXT NOT NULL, 
	CONSTRAINT pk_assignments PRIMARY KEY (voice_id), 
	CONSTRAINT ck_assignments_certainty CHECK (certainty >= 0 AND certainty <= 1), 
	CONSTRAINT fk_assignments_voice_id FOREIGN KEY(voice_id) REFERENCES voices (id) ON DELETE CASCADE, 
	CONSTRAINT fk_assignments_theme_id FOREIGN KEY(theme_id) REFERENCES themes (id) ON DELETE CASCADE, 
	CONSTRAINT fk_assignments_second_theme_id FOREIGN KEY(second_theme_id) REFERENCES themes (id) ON DELETE SET NULL
);
INSERT INTO "assignments" VALUES(1,1,1.0,NULL,0,'machine');
CREATE TABLE audit_entries (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	municipality_id INTEGER, 
	at TEXT NOT NULL, 
	role TEXT NOT NULL, 
	action TEXT NOT NULL, 
	subject TEXT NOT NULL, 
	detail TEXT NOT NULL, 
	CONSTRAINT fk_audit_entries_municipality_id FOREIGN KEY(municipality_id) REFERENCES municipalities (id) ON DELETE SET NULL
);
CREATE TABLE column_mappings (
	municipality_id INTEGER NOT NULL, 
	header_key TEXT NOT NULL, 
	mapping TEXT NOT NULL, 
	CONSTRAINT pk_column_mappings PRIMARY KEY (municipality_id, header_key), 
	CONSTRAINT fk_column_mappings_municipality_id FOREIGN KEY(municipality_id) REFERENCES municipalities (id) ON DELETE CASCADE
);
CREATE TABLE decisions (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	workshop_id INTEGER NOT NULL, 
	project_id INTEGER, 
	decided_on DATE NOT NULL, 
	outcome TEXT NOT NULL, 
	body TEXT NOT NULL, 
	reason TEXT NOT NULL, 
	CONSTRAINT fk_decisions_workshop_id FOREIGN KEY(workshop_id) REFERENCES workshops (id) ON DELETE CASCADE, 
	CONSTRAINT fk_decisions_project_id FOREIGN KEY(project_id) REFERENCES projects (id) ON DELETE SET NULL
);
CREATE TABLE edits (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	workshop_id INTEGER NOT NULL, 
	op TEXT NOT NULL, 
	detail TEXT NOT NULL, 
	made_at TEXT NOT NULL, 
	undone_at TEXT, 
	CONSTRAINT fk_edits_workshop_id FOREIGN KEY(workshop_id) REFERENCES workshops (id) ON DELETE CASCADE
);
CREATE TABLE embeddings (
	fingerprint TEXT NOT NULL, 
	text_hash TEXT NOT NULL, 
	vector BLOB NOT NULL, 
	CONSTRAINT pk_embeddings PRIMARY KEY (fingerprint, text_hash)
);
CREATE TABLE meetings (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	workshop_id INTEGER NOT NULL, 
	title TEXT NOT NULL, 
	kind TEXT NOT NULL, 
	stage TEXT NOT NULL, 
	held_on DATE NOT NULL, 
	area_id INTEGER, 
	purpose TEXT NOT NULL, 
	question TEXT NOT NULL, 
	agenda TEXT NOT NULL, 
	is_open BOOLEAN NOT NULL, 
	join_code TEXT NOT NULL, 
	CONSTRAINT fk_meetings_workshop_id FOREIGN KEY(workshop_id) REFERENCES workshops (id) ON DELETE CASCADE, 
	CONSTRAINT fk_meetings_area_id FOREIGN KEY(area_id) REFERENCES areas (id) ON DELETE SET NULL, 
	CONSTRAINT uq_meetings_join_code UNIQUE (join_code)
);
INSERT INTO "meetings" VALUES(1,1,'第1回','town_meeting','ア','2026-11-05',1,'','','',1,'ydcbj66fq5');
CREATE TABLE monthly_returns (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	project_id INTEGER NOT NULL, 
	month DATE NOT NULL, 
	income_yen BIGINT NOT NULL, 
	cost_yen BIGINT NOT NULL, 
	uses INTEGER NOT NULL, 
	people INTEGER NOT NULL, 
	CONSTRAINT ck_monthly_returns_counts CHECK (uses >= 0 AND people >= 0), 
	CONSTRAINT uq_monthly_returns_project_id_month UNIQUE (project_id, month), 
	CONSTRAINT fk_monthly_returns_project_id FOREIGN KEY(project_id) REFERENCES projects (id) ON DELETE CASCADE
);
CREATE TABLE municipalities (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	name TEXT NOT NULL, 
	coordinator_title TEXT NOT NULL, 
	is_sample BOOLEAN NOT NULL, 
	revision INTEGER NOT NULL
);
INSERT INTO "municipalities" VALUES(1,'星見町','生活支援コーディネーター',0,0);
CREATE TABLE node_positions (
	workshop_id INTEGER NOT NULL, 
	node TEXT NOT NULL, 
	x DOUBLE NOT NULL, 
	y DOUBLE NOT NULL, 
	CONSTRAINT pk_node_positions PRIMARY KEY (workshop_id, node), 
	CONSTRAINT fk_node_positions_workshop_id FOREIGN KEY(workshop_id) REFERENCES workshops (id) ON DELETE CASCADE
);
CREATE TABLE project_voices (
	project_id INTEGER NOT NULL, 
	voice_id INTEGER NOT NULL, 
	CONSTRAINT pk_project_voices PRIMARY KEY (project_id, voice_id), 
	CONSTRAINT fk_project_voices_project_id FOREIGN KEY(project_id) REFERENCES projects (id) ON DELETE CASCADE, 
	CONSTRAINT fk_project_voices_voice_id FOREIGN KEY(voice_id) REFERENCES voices (id) ON DELETE CASCADE
);
INSERT INTO "project_voices" VALUES(1,1);
CREATE TABLE projects (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	workshop_id INTEGER NOT NULL, 
	title TEXT NOT NULL, 
	theme_id INTEGER, 
	state TEXT NOT NULL, 
	next_step TEXT NOT NULL, 
	owner TEXT NOT NULL, 
	due_on DATE, 
	trial_from DATE, 
	trial_until DATE, 
	service_type TEXT, 
	note TEXT NOT NULL, 
	created_at TEXT NOT NULL, 
	CONSTRAINT fk_projects_workshop_id FOREIGN KEY(workshop_id) REFERENCES workshops (id) ON DELETE CASCADE, 
	CONSTRAINT fk_projects_theme_id FOREIGN KEY(theme_id) REFERENCES themes (id) ON DELETE SET NULL
);
INSERT INTO "projects" VALUES(1,1,'通院便',1,'hearing','','',NULL,NULL,NULL,NULL,'','2026-11-23T06:34:40.100+00:00');
CREATE TABLE relations (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	municipality_id INTEGER NOT NULL, 
	source_id INTEGER NOT NULL, 
	target_id INTEGER NOT NULL, 
	kind TEXT NOT NULL, 
	last_contact_on DATE, 
	note TEXT NOT NULL, 
	CONSTRAINT ck_relations_two_sides CHECK (source_id <> target_id), 
	CONSTRAINT fk_relations_municipality_id FOREIGN KEY(municipality_id) REFERENCES municipalities (id) ON DELETE CASCADE, 
	CONSTRAINT fk_relations_source_id FOREIGN KEY(source_id) REFERENCES stakeholders (id) ON DELETE CASCADE, 
	CONSTRAINT fk_relations_target_id FOREIGN KEY(target_id) REFERENCES stakeholders (id) ON DELETE CASCADE
);
CREATE TABLE stage_results (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	project_id INTEGER NOT NULL, 
	stage TEXT NOT NULL, 
	meeting_id INTEGER, 
	summary TEXT NOT NULL, 
	CONSTRAINT fk_stage_results_project_id FOREIGN KEY(project_id) REFERENCES projects (id) ON DELETE CASCADE, 
	CONSTRAINT fk_stage_results_meeting_id FOREIGN KEY(meeting_id) REFERENCES meetings (id) ON DELETE SET NULL
);
CREATE TABLE stakeholders (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	municipality_id INTEGER NOT NULL, 
	name TEXT NOT NULL, 
	party TEXT NOT NULL, 
	category TEXT NOT NULL, 
	area_id INTEGER, 
	note TEXT NOT NULL, 
	CONSTRAINT fk_stakeholders_municipality_id FOREIGN KEY(municipality_id) REFERENCES municipalities (id) ON DELETE CASCADE, 
	CONSTRAINT fk_stakeholders_area_id FOREIGN KEY(area_id) REFERENCES areas (id) ON DELETE SET NULL
);
CREATE TABLE subsidies (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	project_id INTEGER NOT NULL, 
	paid_on DATE NOT NULL, 
	yen BIGINT NOT NULL, 
	note TEXT NOT NULL, 
	CONSTRAINT fk_subsidies_project_id FOREIGN KEY(project_id) REFERENCES projects (id) ON DELETE CASCADE
);
CREATE TABLE supports (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	theme_id INTEGER NOT NULL, 
	stakeholder_id INTEGER, 
	asset_id INTEGER, 
	note TEXT NOT NULL, 
	CONSTRAINT ck_supports_exactly_one CHECK ((stakeholder_id IS NULL) <> (asset_id IS NULL)), 
	CONSTRAINT uq_supports_theme_id_stakeholder_id UNIQUE (theme_id, stakeholder_id), 
	CONSTRAINT uq_supports_theme_id_asset_id UNIQUE (theme_id, asset_id), 
	CONSTRAINT fk_supports_theme_id FOREIGN KEY(theme_id) REFERENCES themes (id) ON DELETE CASCADE, 
	CONSTRAINT fk_supports_stakeholder_id FOREIGN KEY(stakeholder_id) REFERENCES stakeholders (id) ON DELETE CASCADE, 
	CONSTRAINT fk_supports_asset_id FOREIGN KEY(asset_id) REFERENCES assets (id) ON DELETE CASCADE
);
CREATE TABLE tables (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	meeting_id INTEGER NOT NULL, 
	number INTEGER NOT NULL, 
	note TEXT NOT NULL, 
	CONSTRAINT uq_tables_meeting_id_number UNIQUE (meeting_id, number), 
	CONSTRAINT fk_tables_meeting_id FOREIGN KEY(meeting_id) REFERENCES meetings (id) ON DELETE CASCADE
);
CREATE TABLE themes (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	workshop_id INTEGER NOT NULL, 
	heading TEXT NOT NULL, 
	heading_by TEXT NOT NULL, 
	is_lone BOOLEAN NOT NULL, 
	position INTEGER NOT NULL, 
	retired_at TEXT, 
	CONSTRAINT fk_themes_workshop_id FOREIGN KEY(workshop_id) REFERENCES workshops (id) ON DELETE CASCADE
);
INSERT INTO "themes" VALUES(1,1,'バスが減って','machine',0,0,NULL);
CREATE TABLE voices (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	meeting_id INTEGER NOT NULL, 
	text TEXT NOT NULL, 
	party TEXT NOT NULL, 
	table_number INTEGER, 
	kind TEXT, 
	area_id INTEGER, 
	consent TEXT NOT NULL, 
	is_projected BOOLEAN NOT NULL, 
	source TEXT NOT NULL, 
	client_key TEXT NOT NULL, 
	recorded_at TEXT NOT NULL, 
	withdrawn_at TEXT, 
	CONSTRAINT fk_voices_meeting_id FOREIGN KEY(meeting_id) REFERENCES meetings (id) ON DELETE CASCADE, 
	CONSTRAINT fk_voices_area_id FOREIGN KEY(area_id) REFERENCES areas (id) ON DELETE SET NULL, 
	CONSTRAINT uq_voices_client_key UNIQUE (client_key)
);
INSERT INTO "voices" VALUES(1,1,'バスが減って病院に行けない','residents',NULL,NULL,NULL,'town',1,'keyboard','k1','2026-11-23T06:34:40.095+00:00',NULL);
CREATE TABLE workshops (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	municipality_id INTEGER NOT NULL, 
	title TEXT NOT NULL, 
	CONSTRAINT fk_workshops_municipality_id FOREIGN KEY(municipality_id) REFERENCES municipalities (id) ON DELETE CASCADE
);
INSERT INTO "workshops" VALUES(1,1,'外出を語る場');
CREATE INDEX ix_areas_municipality_id ON areas (municipality_id);
CREATE INDEX ix_audit_entries_municipality_id ON audit_entries (municipality_id);
CREATE INDEX ix_workshops_municipality_id ON workshops (municipality_id);
CREATE INDEX ix_meetings_workshop_id ON meetings (workshop_id);
CREATE INDEX ix_voices_meeting_id ON voices (meeting_id);
CREATE INDEX ix_themes_workshop_id_position ON themes (workshop_id, position);
CREATE INDEX ix_assignments_second_theme_id ON assignments (second_theme_id);
CREATE INDEX ix_assignments_theme_id ON assignments (theme_id);
CREATE INDEX ix_edits_workshop_id ON edits (workshop_id);
CREATE INDEX ix_stakeholders_municipality_id ON stakeholders (municipality_id);
CREATE INDEX ix_assets_municipality_id ON assets (municipality_id);
CREATE INDEX ix_assets_owner_id ON assets (owner_id);
CREATE INDEX ix_assets_source_voice_id ON assets (source_voice_id);
CREATE INDEX ix_relations_source_id ON relations (source_id);
CREATE INDEX ix_relations_municipality_id ON relations (municipality_id);
CREATE INDEX ix_relations_target_id ON relations (target_id);
CREATE INDEX ix_supports_stakeholder_id ON supports (stakeholder_id);
CREATE INDEX ix_supports_asset_id ON supports (asset_id);
CREATE INDEX ix_projects_workshop_id ON projects (workshop_id);
CREATE INDEX ix_projects_theme_id ON projects (theme_id);
CREATE INDEX ix_project_voices_voice_id ON project_voices (voice_id);
CREATE INDEX ix_stage_results_project_id ON stage_results (project_id);
CREATE INDEX ix_subsidies_project_id ON subsidies (project_id);
CREATE INDEX ix_decisions_project_id ON decisions (project_id);
CREATE INDEX ix_decisions_workshop_id ON decisions (workshop_id);
DELETE FROM "sqlite_sequence";
INSERT INTO "sqlite_sequence" VALUES('municipalities',1);
INSERT INTO "sqlite_sequence" VALUES('areas',1);
INSERT INTO "sqlite_sequence" VALUES('workshops',1);
INSERT INTO "sqlite_sequence" VALUES('meetings',1);
INSERT INTO "sqlite_sequence" VALUES('voices',1);
INSERT INTO "sqlite_sequence" VALUES('themes',1);
INSERT INTO "sqlite_sequence" VALUES('projects',1);
COMMIT;
