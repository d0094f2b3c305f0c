PRAGMA application_id = 253385728;
BEGIN TRANSACTION;
CREATE TABLE "_sqlite_migrations" (
   "id" INTEGER PRIMARY KEY,
   "migration_set" TEXT,
   "name" TEXT,
   "applied_at" TEXT
);
INSERT INTO "_sqlite_migrations" VALUES(1,'flashcoop','m001_people','2026-01-01T00:00:00.000000Z');
INSERT INTO "_sqlite_migrations" VALUES(2,'flashcoop','m002_conversations','2026-01-01T00:00:00.000000Z');
INSERT INTO "_sqlite_migrations" VALUES(3,'flashcoop','m003_voice','2026-01-01T00:00:00.000000Z');
INSERT INTO "_sqlite_migrations" VALUES(4,'flashcoop','m004_messages','2026-01-01T00:00:00.000000Z');
INSERT INTO "_sqlite_migrations" VALUES(5,'flashcoop','m005_contexts','2026-01-01T00:00:00.000000Z');
INSERT INTO "_sqlite_migrations" VALUES(6,'flashcoop','m006_programme','2026-01-01T00:00:00.000000Z');
INSERT INTO "_sqlite_migrations" VALUES(7,'flashcoop','m007_peers','2026-01-01T00:00:00.000000Z');
INSERT INTO "_sqlite_migrations" VALUES(8,'flashcoop','m008_reminders','2026-01-01T00:00:00.000000Z');
INSERT INTO "_sqlite_migrations" VALUES(9,'flashcoop','m009_telegram','2026-01-01T00:00:00.000000Z');
INSERT INTO "_sqlite_migrations" VALUES(10,'flashcoop','m010_listening','2026-01-01T00:00:00.000000Z');
INSERT INTO "_sqlite_migrations" VALUES(11,'flashcoop','m011_rights','2026-01-01T00:00:00.000000Z');
INSERT INTO "_sqlite_migrations" VALUES(12,'flashcoop','m012_holding','2026-01-01T00:00:00.000000Z');
INSERT INTO "_sqlite_migrations" VALUES(13,'flashcoop','m013_console','2026-01-01T00:00:00.000000Z');
INSERT INTO "_sqlite_migrations" VALUES(14,'flashcoop','m014_staff','2026-01-01T00:00:00.000000Z');
INSERT INTO "_sqlite_migrations" VALUES(15,'flashcoop','m015_figures','2026-01-01T00:00:00.000000Z');
INSERT INTO "_sqlite_migrations" VALUES(16,'flashcoop','m016_records','2026-01-01T00:00:00.000000Z');
INSERT INTO "_sqlite_migrations" VALUES(17,'flashcoop','m018_bilan','2026-01-01T00:00:00.000000Z');
INSERT INTO "_sqlite_migrations" VALUES(18,'flashcoop','m021_post','2026-01-01T00:00:00.000000Z');
INSERT INTO "_sqlite_migrations" VALUES(19,'flashcoop','m022_voices','2026-01-01T00:00:00.000000Z');
CREATE TABLE address_people (
    address_id INTEGER NOT NULL REFERENCES addresses(id) ON DELETE CASCADE,
    person_id INTEGER NOT NULL REFERENCES people(id) ON DELETE CASCADE,
    PRIMARY KEY (address_id, person_id)
) STRICT, WITHOUT ROWID;
INSERT INTO "address_people" VALUES(1,1);
INSERT INTO "address_people" VALUES(2,1);
INSERT INTO "address_people" VALUES(3,2);
INSERT INTO "address_people" VALUES(4,2);
CREATE TABLE addresses (
    id INTEGER PRIMARY KEY,
    channel TEXT NOT NULL,
    lookup TEXT NOT NULL UNIQUE,
    sealed TEXT,
    person_id INTEGER REFERENCES people(id) ON DELETE SET NULL,
    state TEXT NOT NULL DEFAULT 'live' CHECK (state IN ('live', 'blocked', 'dead')),
    last_ask TEXT,
    last_ask_instance INTEGER REFERENCES instances(id) ON DELETE SET NULL,
    last_seen_at TEXT NOT NULL,
    shown_outbox INTEGER NOT NULL DEFAULT 0
, held_by INTEGER REFERENCES people(id) ON DELETE CASCADE, held_instance INTEGER REFERENCES instances(id) ON DELETE CASCADE, held_mode TEXT CHECK (held_mode IN ('phone', 'tablet')), held_until TEXT) STRICT;
INSERT INTO "addresses" VALUES(1,'telegram','eb83ffad33a4b7fe1fcf49cba6998ae5a36859b4c9433e83eff395955744dbda','gAAAAAAAAAAAB6_GBTVYzvCSqTF2KbL_WmfaPRJEd3vLhJag87LNEVJLm-jvkqShRqqUxWk-zjrvsIzyOwhMe2ma6_PLXR3m3w==',1,'live','1.language',1,'2026-11-20T08:00:00.000000Z',0,NULL,NULL,NULL,NULL);
INSERT INTO "addresses" VALUES(2,'web','507af004e3e51507d60e8703cd8d273a738350e732df670d89e88a6e40510059',NULL,1,'live','35.other_adult',1,'2026-11-20T08:00:00.000000Z',36,NULL,NULL,NULL,NULL);
INSERT INTO "addresses" VALUES(3,'telegram','30c8c712758fb7f39af8ad7c1af2111f2e07b7cbeebb8fa96cc47bdc5783afc7','gAAAAAAAAAAASpFQYJ1nByaHqmii3vaTQIFtP8OgdsSLHQfTvhOhmSvB39gj3YXI8wZGxWXdp4yI9u5llvOgySTZ8qNt4S7-kw==',2,'live','1.language',2,'2026-11-20T08:00:00.000000Z',0,NULL,NULL,NULL,NULL);
INSERT INTO "addresses" VALUES(4,'web','a1955816340face2f963f5792b6ba57a027a69d063dccb7130ca5ea8ba566ef3',NULL,2,'live','22.project',2,'2026-11-20T08:00:00.000000Z',23,NULL,NULL,NULL,NULL);
CREATE TABLE announced (
    person_id INTEGER PRIMARY KEY REFERENCES people(id) ON DELETE CASCADE,
    sealed TEXT NOT NULL,
    by_id INTEGER REFERENCES people(id) ON DELETE SET NULL,
    at TEXT NOT NULL
) STRICT;
CREATE TABLE answers (
    id INTEGER PRIMARY KEY,
    instance_id INTEGER NOT NULL REFERENCES instances(id) ON DELETE CASCADE,
    cae_id INTEGER REFERENCES caes(id),
    question TEXT NOT NULL,
    revision INTEGER NOT NULL,
    value TEXT,
    none TEXT,
    label TEXT,
    wording TEXT NOT NULL,
    wording_hash TEXT NOT NULL,
    language TEXT,
    mode TEXT NOT NULL,
    author TEXT NOT NULL,
    door TEXT NOT NULL,
    ask TEXT,
    take_id TEXT,
    inbox_id INTEGER,
    answered_at TEXT NOT NULL, guessed INTEGER NOT NULL DEFAULT 0,
    CHECK ((value IS NULL) <> (none IS NULL)),
    UNIQUE (instance_id, question, revision),
    UNIQUE (inbox_id, instance_id, question)
) STRICT;
INSERT INTO "answers" VALUES(1,1,1,'language',1,'"fr"',NULL,'Français','Quelle langue parlez-vous ?','d40cfb1482e20aed','fr','tap','FC-X6BF6K5','web','2.language',NULL,3,'2026-11-20T08:00:00.000000Z',0);
INSERT INTO "answers" VALUES(2,1,1,'bot',1,'"yes"',NULL,'Oui','Voulez-vous répondre avec cet assistant ? Refuser ne change rien à votre place.','8c7f9ea2d3bad64b','fr','tap','FC-X6BF6K5','web','5.bot',NULL,6,'2026-11-20T08:00:00.000000Z',0);
INSERT INTO "answers" VALUES(3,1,1,'keep_audio',1,'"yes"',NULL,'Oui','Peut-on garder votre voix trente jours au plus ? Refuser ne change rien à votre place.','f3078ac525bd990a','fr','tap','FC-X6BF6K5','web','6.keep_audio',NULL,7,'2026-11-20T08:00:00.000000Z',0);
INSERT INTO "answers" VALUES(4,1,1,'quote',1,'"yes"',NULL,'Oui','Peut-on écrire vos mots dans le rapport public, sans votre nom ? Refuser ne change rien à votre place.','ab188e8689c8cb59','fr','tap','FC-X6BF6K5','web','7.quote',NULL,8,'2026-11-20T08:00:00.000000Z',0);
INSERT INTO "answers" VALUES(5,1,1,'researcher',1,'"yes"',NULL,'Oui','Un chercheur peut-il écouter votre voix, sans votre nom ? Refuser ne change rien à votre place.','91cdcfdaf4bd60a2','fr','tap','FC-X6BF6K5','web','8.researcher',NULL,9,'2026-11-20T08:00:00.000000Z',0);
INSERT INTO "answers" VALUES(6,1,1,'photos',1,'"yes"',NULL,'Oui','Peut-on publier des photos du groupe avec vous, pendant deux ans ? Refuser ne change rien à votre place.','2c853580e1789efd','fr','tap','FC-X6BF6K5','web','9.photos',NULL,10,'2026-11-20T08:00:00.000000Z',0);
INSERT INTO "answers" VALUES(7,1,1,'contact',1,'"yes"',NULL,'Oui','Peut-on vous rappeler dans quatre à six mois ? Refuser ne change rien à votre place.','c6e77ee9ef033830','fr','tap','FC-X6BF6K5','web','10.contact',NULL,11,'2026-11-20T08:00:00.000000Z',0);
INSERT INTO "answers" VALUES(8,1,1,'records',1,'"yes"',NULL,'Oui','Peut-on donner vos réponses à la coopérative qui vous accompagne ? Refuser ne change rien à votre place.','8cf4dd014649c35c','fr','tap','FC-X6BF6K5','web','11.records',NULL,12,'2026-11-20T08:00:00.000000Z',0);
INSERT INTO "answers" VALUES(9,1,1,'gender',1,'"woman"',NULL,'Une femme','Vous êtes…','32993e6fe98bc3d8','fr','tap','FC-X6BF6K5','web','12.gender',NULL,13,'2026-11-20T08:00:00.000000Z',0);
INSERT INTO "answers" VALUES(10,1,1,'name',1,'{"text":"Amina Essai"}',NULL,NULL,'Dites votre prénom, comme on vous appelle.','802613bd8cf57333','fr','typed','FC-X6BF6K5','web','13.name',NULL,14,'2026-11-20T08:00:00.000000Z',0);
INSERT INTO "answers" VALUES(11,1,1,'portrait',1,'"bird"',NULL,'L''oiseau','Choisissez une image pour vous représenter.','381efecc98b1b061','fr','tap','FC-X6BF6K5','web','14.portrait',NULL,15,'2026-11-20T08:00:00.000000Z',0);
INSERT INTO "answers" VALUES(12,1,1,'born',1,NULL,'rather_not',NULL,'Quelle est votre année de naissance ?','6a3504aa6ab4d7c6','fr','tap','FC-X6BF6K5','web','15.born',NULL,16,'2026-11-20T08:00:00.000000Z',0);
INSERT INTO "answers" VALUES(13,1,1,'schooling',1,'"never"',NULL,'Jamais à l''école','À l''école, jusqu''à quel niveau ?','6c2f7927c36e9cd4','fr','tap','FC-X6BF6K5','web','16.schooling',NULL,17,'2026-11-20T08:00:00.000000Z',0);
INSERT INTO "answers" VALUES(14,1,1,'has_job',1,'"yes"',NULL,'Oui','Avez-vous un travail en ce moment ?','ff9755fa57a684c2','fr','tap','FC-X6BF6K5','web','17.has_job',NULL,18,'2026-11-20T08:00:00.000000Z',0);
INSERT INTO "answers" VALUES(15,1,1,'job_kind',1,'"employee"',NULL,'Un patron me paie','Quel travail avez-vous ?','9f1213007f697dbd','fr','tap','FC-X6BF6K5','web','18.job_kind',NULL,19,'2026-11-20T08:00:00.000000Z',0);
INSERT INTO "answers" VALUES(16,1,1,'contract',1,'"emploi_salarie_cdi"',NULL,'Un CDI, sans date de fin','Quel est votre contrat de travail ?','56fb78a3cae9783d','fr','tap','FC-X6BF6K5','web','19.contract',NULL,20,'2026-11-20T08:00:00.000000Z',0);
INSERT INTO "answers" VALUES(17,1,1,'wishes_leave',1,'"yes"',NULL,'Oui','Souhaitez-vous quitter votre emploi salarié ?','a175146fa33c5e3b','fr','tap','FC-X6BF6K5','web','20.wishes_leave',NULL,21,'2026-11-20T08:00:00.000000Z',0);
INSERT INTO "answers" VALUES(18,1,1,'has_project',1,'"yes"',NULL,'Oui','Avez-vous un projet ?','a6b4e9abe2ef3217','fr','tap','FC-X6BF6K5','web','21.has_project',NULL,22,'2026-11-20T08:00:00.000000Z',0);
INSERT INTO "answers" VALUES(19,1,1,'project',1,NULL,'rather_not',NULL,'Parlez-moi de votre projet.','fe6e52a241646123','fr','tap','FC-X6BF6K5','web','22.project',NULL,23,'2026-11-20T08:00:00.000000Z',0);
INSERT INTO "answers" VALUES(20,1,1,'expectations',1,NULL,'rather_not',NULL,'Qu''attendez-vous de ces journées ensemble ?','2b3110eeab9223d6','fr','tap','FC-X6BF6K5','web','23.expectations',NULL,24,'2026-11-20T08:00:00.000000Z',0);
INSERT INTO "answers" VALUES(21,1,1,'phone',1,'"+33612345678"',NULL,NULL,'Quel est votre numéro de téléphone ?','56e53347b324aa65','fr','typed','FC-X6BF6K5','web','24.phone',NULL,25,'2026-11-20T08:00:00.000000Z',0);
INSERT INTO "answers" VALUES(22,1,1,'second_contact_ok',1,'"no"',NULL,'Non','Peut-on appeler un proche si vous ne répondez plus ? Refuser ne change rien à votre place.','944b4f905c6c039c','fr','tap','FC-X6BF6K5','web','25.second_contact_ok',NULL,26,'2026-11-20T08:00:00.000000Z',0);
INSERT INTO "answers" VALUES(23,1,1,'born_in_france',1,'"yes"',NULL,NULL,'Votre pays de naissance est-il la France ?','8b7b1e11621ca4de','fr','tap','FC-X6BF6K5','web','27.born_in_france',NULL,28,'2026-11-20T08:00:00.000000Z',0);
INSERT INTO "answers" VALUES(24,1,1,'birth_town',1,NULL,'rather_not',NULL,'Dans quelle ville de France ?','45379319a349b98b','fr','tap','FC-X6BF6K5','web','28.birth_town',NULL,29,'2026-11-20T08:00:00.000000Z',0);
INSERT INTO "answers" VALUES(25,1,1,'eu_nationality',1,'"yes"',NULL,'Oui','Avez-vous la nationalité d''un pays de l''Union européenne ?','7edd202d9ae0548a','fr','tap','FC-X6BF6K5','web','29.eu_nationality',NULL,30,'2026-11-20T08:00:00.000000Z',0);
INSERT INTO "answers" VALUES(26,1,1,'parent_abroad',1,'"yes"',NULL,'Oui','Un de vos parents est-il né hors de France ?','e392a97281c17e4e','fr','tap','FC-X6BF6K5','web','30.parent_abroad',NULL,31,'2026-11-20T08:00:00.000000Z',0);
INSERT INTO "answers" VALUES(27,1,1,'disability',1,'"yes"',NULL,'Oui','Avez-vous un handicap reconnu ?','89b39c2dfb73f98b','fr','tap','FC-X6BF6K5','web','31.disability',NULL,32,'2026-11-20T08:00:00.000000Z',0);
INSERT INTO "answers" VALUES(28,1,1,'social_income',1,'"yes"',NULL,'Oui','Recevez-vous une aide pour vivre, comme le RSA ?','1191041160511825','fr','tap','FC-X6BF6K5','web','32.social_income',NULL,33,'2026-11-20T08:00:00.000000Z',0);
INSERT INTO "answers" VALUES(29,1,1,'housing',1,'"yes"',NULL,'Oui','Avez-vous des difficultés de logement ?','69bc3a42aa6e5ea2','fr','tap','FC-X6BF6K5','web','33.housing',NULL,34,'2026-11-20T08:00:00.000000Z',0);
INSERT INTO "answers" VALUES(30,1,1,'children',1,'"yes"',NULL,'Oui','Avez-vous des enfants à votre charge ?','9312de2d1bf78321','fr','tap','FC-X6BF6K5','web','34.children',NULL,35,'2026-11-20T08:00:00.000000Z',0);
INSERT INTO "answers" VALUES(31,1,1,'other_adult',1,'"yes"',NULL,'Oui','Chez vous, un autre adulte vit-il avec vous ?','e861579e7e4ba346','fr','tap','FC-X6BF6K5','web','35.other_adult',NULL,36,'2026-11-20T08:00:00.000000Z',0);
INSERT INTO "answers" VALUES(32,2,1,'language',1,'"fr"',NULL,'Français','Quelle langue parlez-vous ?','d40cfb1482e20aed','fr','tap','FC-GBN45JF','web','2.language',NULL,39,'2026-11-20T08:00:00.000000Z',0);
INSERT INTO "answers" VALUES(33,2,1,'bot',1,'"yes"',NULL,'Oui','Voulez-vous répondre avec cet assistant ? Refuser ne change rien à votre place.','8c7f9ea2d3bad64b','fr','tap','FC-GBN45JF','web','5.bot',NULL,42,'2026-11-20T08:00:00.000000Z',0);
INSERT INTO "answers" VALUES(34,2,1,'keep_audio',1,'"yes"',NULL,'Oui','Peut-on garder votre voix trente jours au plus ? Refuser ne change rien à votre place.','f3078ac525bd990a','fr','tap','FC-GBN45JF','web','6.keep_audio',NULL,43,'2026-11-20T08:00:00.000000Z',0);
INSERT INTO "answers" VALUES(35,2,1,'quote',1,'"yes"',NULL,'Oui','Peut-on écrire vos mots dans le rapport public, sans votre nom ? Refuser ne change rien à votre place.','ab188e8689c8cb59','fr','tap','FC-GBN45JF','web','7.quote',NULL,44,'2026-11-20T08:00:00.000000Z',0);
INSERT INTO "answers" VALUES(36,2,1,'researcher',1,'"yes"',NULL,'Oui','Un chercheur peut-il écouter votre voix, sans votre nom ? Refuser ne change rien à votre place.','91cdcfdaf4bd60a2','fr','tap','FC-GBN45JF','web','8.researcher',NULL,45,'2026-11-20T08:00:00.000000Z',0);
INSERT INTO "answers" VALUES(37,2,1,'photos',1,'"yes"',NULL,'Oui','Peut-on publier des photos du groupe avec vous, pendant deux ans ? Refuser ne change rien à votre place.','2c853580e1789efd','fr','tap','FC-GBN45JF','web','9.photos',NULL,46,'2026-11-20T08:00:00.000000Z',0);
INSERT INTO "answers" VALUES(38,2,1,'contact',1,'"yes"',NULL,'Oui','Peut-on vous rappeler dans quatre à six mois ? Refuser ne change rien à votre place.','c6e77ee9ef033830','fr','tap','FC-GBN45JF','web','10.contact',NULL,47,'2026-11-20T08:00:00.000000Z',0);
INSERT INTO "answers" VALUES(39,2,1,'records',1,'"yes"',NULL,'Oui','Peut-on donner vos réponses à la coopérative qui vous accompagne ? Refuser ne change rien à votre place.','8cf4dd014649c35c','fr','tap','FC-GBN45JF','web','11.records',NULL,48,'2026-11-20T08:00:00.000000Z',0);
INSERT INTO "answers" VALUES(40,2,1,'gender',1,'"woman"',NULL,'Une femme','Vous êtes…','32993e6fe98bc3d8','fr','tap','FC-GBN45JF','web','12.gender',NULL,49,'2026-11-20T08:00:00.000000Z',0);
INSERT INTO "answers" VALUES(41,2,1,'name',1,'{"text":"Amina Essai"}',NULL,NULL,'Dites votre prénom, comme on vous appelle.','802613bd8cf57333','fr','typed','FC-GBN45JF','web','13.name',NULL,50,'2026-11-20T08:00:00.000000Z',0);
INSERT INTO "answers" VALUES(42,2,1,'portrait',1,'"butterfly"',NULL,'Le papillon','Choisissez une image pour vous représenter.','381efecc98b1b061','fr','tap','FC-GBN45JF','web','14.portrait',NULL,51,'2026-11-20T08:00:00.000000Z',0);
INSERT INTO "answers" VALUES(43,2,1,'born',1,NULL,'rather_not',NULL,'Quelle est votre année de naissance ?','6a3504aa6ab4d7c6','fr','tap','FC-GBN45JF','web','15.born',NULL,52,'2026-11-20T08:00:00.000000Z',0);
INSERT INTO "answers" VALUES(44,2,1,'schooling',1,'"never"',NULL,'Jamais à l''école','À l''école, jusqu''à quel niveau ?','6c2f7927c36e9cd4','fr','tap','FC-GBN45JF','web','16.schooling',NULL,53,'2026-11-20T08:00:00.000000Z',0);
INSERT INTO "answers" VALUES(45,2,1,'has_job',1,'"yes"',NULL,'Oui','Avez-vous un travail en ce moment ?','ff9755fa57a684c2','fr','tap','FC-GBN45JF','web','17.has_job',NULL,54,'2026-11-20T08:00:00.000000Z',0);
INSERT INTO "answers" VALUES(46,2,1,'job_kind',1,'"employee"',NULL,'Un patron me paie','Quel travail avez-vous ?','9f1213007f697dbd','fr','tap','FC-GBN45JF','web','18.job_kind',NULL,55,'2026-11-20T08:00:00.000000Z',0);
INSERT INTO "answers" VALUES(47,2,1,'contract',1,'"emploi_salarie_cdi"',NULL,'Un CDI, sans date de fin','Quel est votre contrat de travail ?','56fb78a3cae9783d','fr','tap','FC-GBN45JF','web','19.contract',NULL,56,'2026-11-20T08:00:00.000000Z',0);
INSERT INTO "answers" VALUES(48,2,1,'wishes_leave',1,'"yes"',NULL,'Oui','Souhaitez-vous quitter votre emploi salarié ?','a175146fa33c5e3b','fr','tap','FC-GBN45JF','web','20.wishes_leave',NULL,57,'2026-11-20T08:00:00.000000Z',0);
INSERT INTO "answers" VALUES(49,2,1,'has_project',1,'"yes"',NULL,'Oui','Avez-vous un projet ?','a6b4e9abe2ef3217','fr','tap','FC-GBN45JF','web','21.has_project',NULL,58,'2026-11-20T08:00:00.000000Z',0);
CREATE TABLE "attempts" (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    person_id INTEGER NOT NULL REFERENCES people(id) ON DELETE CASCADE,
    cae_id INTEGER REFERENCES caes(id),
    kind TEXT NOT NULL CHECK (kind IN ('reminder', 'notice', 'moved', 'cancelled')),
    channel TEXT NOT NULL,
    address_id INTEGER REFERENCES addresses(id) ON DELETE SET NULL,
    inbox_id INTEGER,
    state TEXT NOT NULL CHECK (state IN ('planned', 'sent', 'dropped')),
    at TEXT NOT NULL,
    until TEXT NOT NULL
) STRICT;
CREATE TABLE attempts_about (
    attempt_id INTEGER NOT NULL REFERENCES "attempts"(id) ON DELETE CASCADE,
    questionnaire TEXT NOT NULL,
    cohort_id INTEGER NOT NULL DEFAULT 0,
    moment TEXT NOT NULL,
    occasion TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (attempt_id, questionnaire, cohort_id, moment)
) STRICT, WITHOUT ROWID;
CREATE TABLE attendance (
    id INTEGER PRIMARY KEY,
    person_id INTEGER NOT NULL REFERENCES people(id) ON DELETE CASCADE,
    cae_id INTEGER REFERENCES caes(id),
    cohort_id INTEGER NOT NULL REFERENCES cohorts(id) ON DELETE CASCADE,
    session INTEGER NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('present', 'absent', 'excused')),
    author TEXT NOT NULL,
    at TEXT NOT NULL
) STRICT;
CREATE TABLE caes (
    id INTEGER PRIMARY KEY,
    code TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL UNIQUE
, voices_trusted_at TEXT) STRICT;
INSERT INTO "caes" VALUES(1,'C-C6EP3','Coopérative d''essai',NULL);
CREATE TABLE calls (
    id INTEGER PRIMARY KEY,
    outbox_id INTEGER NOT NULL REFERENCES outbox(id) ON DELETE CASCADE,
    address_id INTEGER NOT NULL REFERENCES addresses(id) ON DELETE CASCADE,
    seq INTEGER NOT NULL,
    n INTEGER NOT NULL,
    priority INTEGER NOT NULL,
    method TEXT NOT NULL,
    payload TEXT,
    state TEXT NOT NULL DEFAULT 'waiting'
        CHECK (state IN ('waiting', 'sending', 'sent', 'uncertain', 'failed', 'dropped')),
    open INTEGER NOT NULL DEFAULT 1,
    doubts INTEGER NOT NULL DEFAULT 0,
    attempts INTEGER NOT NULL DEFAULT 0,
    not_before TEXT NOT NULL,
    result TEXT,
    reason TEXT,
    sent_at TEXT,
    UNIQUE (outbox_id, n)
) STRICT;
INSERT INTO "calls" VALUES(1,1,1,1,1,0,'sendPhoto',NULL,'sent',0,0,1,'2026-11-20T08:00:00.000000Z','{"message_id":2}',NULL,'2026-11-20T08:00:00.000000Z');
INSERT INTO "calls" VALUES(2,1,1,1,2,0,'sendVoice',NULL,'sent',0,0,1,'2026-11-20T08:00:00.000000Z','{"message_id":3,"instance":"t9lgmxg9","ask":"1.language"}',NULL,'2026-11-20T08:00:00.000000Z');
INSERT INTO "calls" VALUES(3,41,3,1,1,0,'sendPhoto',NULL,'sent',0,0,1,'2026-11-20T08:00:00.000000Z','{"message_id":2}',NULL,'2026-11-20T08:00:00.000000Z');
INSERT INTO "calls" VALUES(4,41,3,1,2,0,'sendVoice',NULL,'sent',0,0,1,'2026-11-20T08:00:00.000000Z','{"message_id":3,"instance":"kvj50ce9","ask":"1.language"}',NULL,'2026-11-20T08:00:00.000000Z');
CREATE TABLE cohort_figures (
    id INTEGER PRIMARY KEY,
    cohort_id INTEGER NOT NULL REFERENCES cohorts(id) ON DELETE CASCADE,
    cae_id INTEGER NOT NULL REFERENCES caes(id),
    key TEXT NOT NULL,
    value TEXT,
    author_id INTEGER REFERENCES people(id) ON DELETE SET NULL,
    at TEXT NOT NULL
) STRICT;
CREATE TABLE cohorts (
    id INTEGER PRIMARY KEY,
    code TEXT NOT NULL UNIQUE,
    cae_id INTEGER NOT NULL REFERENCES caes(id),
    name TEXT NOT NULL,
    timezone TEXT NOT NULL,
    place TEXT,
    sector TEXT,
    product TEXT,
    audience TEXT,
    created_at TEXT NOT NULL
, anchors INTEGER NOT NULL DEFAULT 0, sessions_ever INTEGER NOT NULL DEFAULT 0, animators TEXT NOT NULL DEFAULT '[]', partners TEXT NOT NULL DEFAULT '[]', help_from INTEGER NOT NULL DEFAULT 9, help_until INTEGER NOT NULL DEFAULT 18) STRICT;
INSERT INTO "cohorts" VALUES(1,'F-4WK5D',1,'Essai','Europe/Paris',NULL,NULL,NULL,NULL,'2026-11-20T08:00:00.000000Z',0,4,'[]','[]',9,18);
CREATE TABLE consents (
    id INTEGER PRIMARY KEY,
    person_id INTEGER NOT NULL REFERENCES people(id) ON DELETE CASCADE,
    cae_id INTEGER REFERENCES caes(id),
    purpose TEXT NOT NULL,
    given INTEGER NOT NULL,
    wording TEXT NOT NULL,
    wording_hash TEXT NOT NULL,
    language TEXT,
    mode TEXT NOT NULL,
    author TEXT NOT NULL,
    take_id TEXT,
    inbox_id INTEGER,
    at TEXT NOT NULL
) STRICT;
INSERT INTO "consents" VALUES(1,1,1,'bot',1,'Voulez-vous répondre avec cet assistant ? Refuser ne change rien à votre place.','8c7f9ea2d3bad64b','fr','tap','FC-X6BF6K5',NULL,6,'2026-11-20T08:00:00.000000Z');
INSERT INTO "consents" VALUES(2,1,1,'keep_audio',1,'Peut-on garder votre voix trente jours au plus ? Refuser ne change rien à votre place.','f3078ac525bd990a','fr','tap','FC-X6BF6K5',NULL,7,'2026-11-20T08:00:00.000000Z');
INSERT INTO "consents" VALUES(3,1,1,'quote',1,'Peut-on écrire vos mots dans le rapport public, sans votre nom ? Refuser ne change rien à votre place.','ab188e8689c8cb59','fr','tap','FC-X6BF6K5',NULL,8,'2026-11-20T08:00:00.000000Z');
INSERT INTO "consents" VALUES(4,1,1,'researcher',1,'Un chercheur peut-il écouter votre voix, sans votre nom ? Refuser ne change rien à votre place.','91cdcfdaf4bd60a2','fr','tap','FC-X6BF6K5',NULL,9,'2026-11-20T08:00:00.000000Z');
INSERT INTO "consents" VALUES(5,1,1,'photos',1,'Peut-on publier des photos du groupe avec vous, pendant deux ans ? Refuser ne change rien à votre place.','2c853580e1789efd','fr','tap','FC-X6BF6K5',NULL,10,'2026-11-20T08:00:00.000000Z');
INSERT INTO "consents" VALUES(6,1,1,'contact',1,'Peut-on vous rappeler dans quatre à six mois ? Refuser ne change rien à votre place.','c6e77ee9ef033830','fr','tap','FC-X6BF6K5',NULL,11,'2026-11-20T08:00:00.000000Z');
INSERT INTO "consents" VALUES(7,1,1,'records',1,'Peut-on donner vos réponses à la coopérative qui vous accompagne ? Refuser ne change rien à votre place.','8cf4dd014649c35c','fr','tap','FC-X6BF6K5',NULL,12,'2026-11-20T08:00:00.000000Z');
INSERT INTO "consents" VALUES(8,1,1,'second_contact',0,'Peut-on appeler un proche si vous ne répondez plus ? Refuser ne change rien à votre place.','944b4f905c6c039c','fr','tap','FC-X6BF6K5',NULL,26,'2026-11-20T08:00:00.000000Z');
INSERT INTO "consents" VALUES(9,2,1,'bot',1,'Voulez-vous répondre avec cet assistant ? Refuser ne change rien à votre place.','8c7f9ea2d3bad64b','fr','tap','FC-GBN45JF',NULL,42,'2026-11-20T08:00:00.000000Z');
INSERT INTO "consents" VALUES(10,2,1,'keep_audio',1,'Peut-on garder votre voix trente jours au plus ? Refuser ne change rien à votre place.','f3078ac525bd990a','fr','tap','FC-GBN45JF',NULL,43,'2026-11-20T08:00:00.000000Z');
INSERT INTO "consents" VALUES(11,2,1,'quote',1,'Peut-on écrire vos mots dans le rapport public, sans votre nom ? Refuser ne change rien à votre place.','ab188e8689c8cb59','fr','tap','FC-GBN45JF',NULL,44,'2026-11-20T08:00:00.000000Z');
INSERT INTO "consents" VALUES(12,2,1,'researcher',1,'Un chercheur peut-il écouter votre voix, sans votre nom ? Refuser ne change rien à votre place.','91cdcfdaf4bd60a2','fr','tap','FC-GBN45JF',NULL,45,'2026-11-20T08:00:00.000000Z');
INSERT INTO "consents" VALUES(13,2,1,'photos',1,'Peut-on publier des photos du groupe avec vous, pendant deux ans ? Refuser ne change rien à votre place.','2c853580e1789efd','fr','tap','FC-GBN45JF',NULL,46,'2026-11-20T08:00:00.000000Z');
INSERT INTO "consents" VALUES(14,2,1,'contact',1,'Peut-on vous rappeler dans quatre à six mois ? Refuser ne change rien à votre place.','c6e77ee9ef033830','fr','tap','FC-GBN45JF',NULL,47,'2026-11-20T08:00:00.000000Z');
INSERT INTO "consents" VALUES(15,2,1,'records',1,'Peut-on donner vos réponses à la coopérative qui vous accompagne ? Refuser ne change rien à votre place.','8cf4dd014649c35c','fr','tap','FC-GBN45JF',NULL,48,'2026-11-20T08:00:00.000000Z');
CREATE TABLE console_sessions (
    hash TEXT PRIMARY KEY,
    person_id INTEGER NOT NULL REFERENCES people(id) ON DELETE CASCADE,
    created_at TEXT NOT NULL,
    seen_at TEXT NOT NULL,
    expires_at TEXT NOT NULL,
    ended_at TEXT
) STRICT, WITHOUT ROWID;
CREATE TABLE contact_mails (
    person_id INTEGER PRIMARY KEY REFERENCES people(id) ON DELETE CASCADE,
    lookup TEXT NOT NULL,
    sealed TEXT NOT NULL,
    entered_at TEXT NOT NULL
) STRICT;
CREATE TABLE contacts (
    channel TEXT PRIMARY KEY,
    at TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE contexts (
    bot_id INTEGER NOT NULL,
    chat_id INTEGER NOT NULL,
    user_id INTEGER NOT NULL,
    thread_id TEXT NOT NULL,
    business_connection_id TEXT NOT NULL,
    destiny TEXT NOT NULL,
    state TEXT,
    data TEXT NOT NULL,
    PRIMARY KEY (bot_id, chat_id, user_id, thread_id, business_connection_id, destiny)
) STRICT, WITHOUT ROWID;
CREATE TABLE contracts (
    id INTEGER PRIMARY KEY,
    person_id INTEGER NOT NULL REFERENCES people(id) ON DELETE CASCADE,
    cohort_id INTEGER NOT NULL REFERENCES cohorts(id) ON DELETE CASCADE,
    cae_id INTEGER NOT NULL REFERENCES caes(id),
    signed INTEGER NOT NULL CHECK (signed IN (0, 1)),
    signed_on TEXT,
    covered_from TEXT,
    covered_to TEXT,
    author TEXT NOT NULL,
    at TEXT NOT NULL,
    CHECK ((signed_on IS NOT NULL) = signed)
) STRICT;
CREATE TABLE erased_links (
    hash TEXT PRIMARY KEY,
    erasure_id INTEGER NOT NULL REFERENCES erasures(id) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;
CREATE TABLE erasures (
    id INTEGER PRIMARY KEY,
    code TEXT NOT NULL UNIQUE,
    state TEXT NOT NULL DEFAULT 'asked' CHECK (state IN ('asked', 'deleted', 'told')),
    language TEXT,
    variant TEXT NOT NULL DEFAULT '',
    slow INTEGER NOT NULL DEFAULT 0,
    address_id INTEGER REFERENCES addresses(id) ON DELETE SET NULL,
    asked_at TEXT NOT NULL
) STRICT;
CREATE TABLE group_reminder_people (
    reminder_id INTEGER NOT NULL REFERENCES group_reminders(id) ON DELETE CASCADE,
    person_id INTEGER NOT NULL REFERENCES people(id) ON DELETE CASCADE,
    why TEXT NOT NULL,
    attempt_id INTEGER REFERENCES attempts(id) ON DELETE SET NULL,
    wanted_until TEXT,
    PRIMARY KEY (reminder_id, person_id)
) STRICT, WITHOUT ROWID;
CREATE TABLE group_reminders (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    cohort_id INTEGER NOT NULL REFERENCES cohorts(id) ON DELETE CASCADE,
    by_person INTEGER REFERENCES people(id) ON DELETE SET NULL,
    planned_at TEXT NOT NULL,
    sent_at TEXT,
    told_until TEXT,
    told_at TEXT,
    logged_at TEXT
) STRICT;
CREATE TABLE groups (
    address_id INTEGER PRIMARY KEY REFERENCES addresses(id) ON DELETE CASCADE,
    cohort_id INTEGER REFERENCES cohorts(id) ON DELETE CASCADE,
    linked_by INTEGER REFERENCES people(id) ON DELETE SET NULL,
    linked_at TEXT,
    left_at TEXT
) STRICT;
CREATE TABLE guesses (
    take_id TEXT PRIMARY KEY REFERENCES takes(id) ON DELETE CASCADE,
    cae_id INTEGER REFERENCES caes(id),
    language TEXT NOT NULL,
    ear TEXT NOT NULL,
    step TEXT NOT NULL,
    option TEXT NOT NULL,
    margin REAL NOT NULL,
    heard_at TEXT NOT NULL,
    verdict TEXT CHECK (verdict IN ('confirmed', 'refused', 'taken')),
    judged_at TEXT
) STRICT, WITHOUT ROWID;
CREATE TABLE help_answers (
    id INTEGER PRIMARY KEY,
    help_id INTEGER NOT NULL REFERENCES helps(id) ON DELETE CASCADE,
    by_person INTEGER REFERENCES people(id) ON DELETE SET NULL,
    take_id TEXT REFERENCES takes(id) ON DELETE CASCADE,
    text TEXT NOT NULL DEFAULT '',
    at TEXT NOT NULL,
    put_at TEXT
) STRICT;
CREATE TABLE helps (
    id INTEGER PRIMARY KEY,
    person_id INTEGER NOT NULL REFERENCES people(id) ON DELETE CASCADE,
    cae_id INTEGER REFERENCES caes(id),
    instance_id INTEGER REFERENCES instances(id) ON DELETE CASCADE,
    step TEXT NOT NULL,
    reason TEXT NOT NULL,
    take_id TEXT,
    asked_at TEXT NOT NULL,
    closed_at TEXT,
    closed_by TEXT
, told_at TEXT, taken_by INTEGER REFERENCES people(id) ON DELETE SET NULL, taken_at TEXT) STRICT;
CREATE TABLE imported_lines (
    cohort_id INTEGER NOT NULL REFERENCES cohorts(id) ON DELETE CASCADE,
    source TEXT NOT NULL,
    person_id INTEGER NOT NULL REFERENCES people(id) ON DELETE CASCADE,
    PRIMARY KEY (cohort_id, source)
) STRICT, WITHOUT ROWID;
CREATE TABLE inbox (
    id INTEGER PRIMARY KEY,
    channel TEXT NOT NULL,
    key TEXT NOT NULL,
    address_id INTEGER REFERENCES addresses(id) ON DELETE SET NULL,
    recipient TEXT NOT NULL,
    received_at TEXT NOT NULL,
    body TEXT,
    state TEXT NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'done', 'quarantined')),
    reason TEXT,
    attempts INTEGER NOT NULL DEFAULT 0,
    done_at TEXT,
    UNIQUE (channel, key)
) STRICT;
INSERT INTO "inbox" VALUES(1,'telegram','123456:6b1e8197cd1d015b913a8140d3c066b7',1,'address:1','2026-11-20T08:00:00.000000Z',NULL,'done',NULL,0,'2026-11-20T08:00:00.000000Z');
INSERT INTO "inbox" VALUES(2,'web','FC-X6BF6K5:visit:0',2,'address:2','2026-11-20T08:00:00.000000Z',NULL,'done',NULL,0,'2026-11-20T08:00:00.000000Z');
INSERT INTO "inbox" VALUES(3,'web','FC-X6BF6K5:z3AcIeZhBb2Dr2M_:5718195f7dbafa9126c9bc11',2,'address:2','2026-11-20T08:00:00.000000Z',NULL,'done',NULL,0,'2026-11-20T08:00:00.000000Z');
INSERT INTO "inbox" VALUES(4,'web','FC-X6BF6K5:UJ_cZZxHFWTSd7Tq:485e0d288a34ae5a46b5a3b8',2,'address:2','2026-11-20T08:00:00.000000Z',NULL,'done',NULL,0,'2026-11-20T08:00:00.000000Z');
INSERT INTO "inbox" VALUES(5,'web','FC-X6BF6K5:sIIV3zwQG3_n-aAU:257c077cbb3b019e0cc0c04f',2,'address:2','2026-11-20T08:00:00.000000Z',NULL,'done',NULL,0,'2026-11-20T08:00:00.000000Z');
INSERT INTO "inbox" VALUES(6,'web','FC-X6BF6K5:GvuWKgLy_XJ2KNJm:3a0e183e41c806f134d895f4',2,'address:2','2026-11-20T08:00:00.000000Z',NULL,'done',NULL,0,'2026-11-20T08:00:00.000000Z');
INSERT INTO "inbox" VALUES(7,'web','FC-X6BF6K5:ERiojB93IEdZcSXi:67025c8c95bea2ff73a6245d',2,'address:2','2026-11-20T08:00:00.000000Z',NULL,'done',NULL,0,'2026-11-20T08:00:00.000000Z');
INSERT INTO "inbox" VALUES(8,'web','FC-X6BF6K5:fpcNI9lSvNGwqjZu:bc21a3500623fc10c8e4c6fd',2,'address:2','2026-11-20T08:00:00.000000Z',NULL,'done',NULL,0,'2026-11-20T08:00:00.000000Z');
INSERT INTO "inbox" VALUES(9,'web','FC-X6BF6K5:CRYu3V8w24xNmkZH:f61f83ad9ef550ee8599399b',2,'address:2','2026-11-20T08:00:00.000000Z',NULL,'done',NULL,0,'2026-11-20T08:00:00.000000Z');
INSERT INTO "inbox" VALUES(10,'web','FC-X6BF6K5:OmrWtE3fUGpKG4n8:220e1c5166624203fa36a337',2,'address:2','2026-11-20T08:00:00.000000Z',NULL,'done',NULL,0,'2026-11-20T08:00:00.000000Z');
INSERT INTO "inbox" VALUES(11,'web','FC-X6BF6K5:QG3YWyTwxq4Fdlri:c6657bdd71771bc80bd47ebe',2,'address:2','2026-11-20T08:00:00.000000Z',NULL,'done',NULL,0,'2026-11-20T08:00:00.000000Z');
INSERT INTO "inbox" VALUES(12,'web','FC-X6BF6K5:yZlkYV3fLfX_hxI7:55ef4f212558d6e7041eec09',2,'address:2','2026-11-20T08:00:00.000000Z',NULL,'done',NULL,0,'2026-11-20T08:00:00.000000Z');
INSERT INTO "inbox" VALUES(13,'web','FC-X6BF6K5:vcCiJip8PhXwmhwt:458cf23b7447afbe178a21e1',2,'address:2','2026-11-20T08:00:00.000000Z',NULL,'done',NULL,0,'2026-11-20T08:00:00.000000Z');
INSERT INTO "inbox" VALUES(14,'web','FC-X6BF6K5:vX27JnaGYTuJjJSo:06e6a2b7e73fef65822dba8d',2,'address:2','2026-11-20T08:00:00.000000Z',NULL,'done',NULL,0,'2026-11-20T08:00:00.000000Z');
INSERT INTO "inbox" VALUES(15,'web','FC-X6BF6K5:6um7O56QFgN_hCZ8:42dd4fb2263c1a1822d5b5b1',2,'address:2','2026-11-20T08:00:00.000000Z',NULL,'done',NULL,0,'2026-11-20T08:00:00.000000Z');
INSERT INTO "inbox" VALUES(16,'web','FC-X6BF6K5:LozC1F_M0JbPBa4u:2dbaddc184c6862186b3be0e',2,'address:2','2026-11-20T08:00:00.000000Z',NULL,'done',NULL,0,'2026-11-20T08:00:00.000000Z');
INSERT INTO "inbox" VALUES(17,'web','FC-X6BF6K5:xVxDQ7ycLEhZRwwB:b8703aadcfaeb263a65b9ffc',2,'address:2','2026-11-20T08:00:00.000000Z',NULL,'done',NULL,0,'2026-11-20T08:00:00.000000Z');
INSERT INTO "inbox" VALUES(18,'web','FC-X6BF6K5:TgxLJe8TQGsB9NqI:21e990b4d49fcdfdc17d7032',2,'address:2','2026-11-20T08:00:00.000000Z',NULL,'done',NULL,0,'2026-11-20T08:00:00.000000Z');
INSERT INTO "inbox" VALUES(19,'web','FC-X6BF6K5:7WaHXveqHJwRvfuQ:4f62fb3b78dee1b7cccc4f21',2,'address:2','2026-11-20T08:00:00.000000Z',NULL,'done',NULL,0,'2026-11-20T08:00:00.000000Z');
INSERT INTO "inbox" VALUES(20,'web','FC-X6BF6K5:9YiQUcA5_vMmNiAg:576f6360c7ac34802db5e535',2,'address:2','2026-11-20T08:00:00.000000Z',NULL,'done',NULL,0,'2026-11-20T08:00:00.000000Z');
INSERT INTO "inbox" VALUES(21,'web','FC-X6BF6K5:LTHEsLKo9NsWP_eD:f70356c0e4224c4ba2844a2c',2,'address:2','2026-11-20T08:00:00.000000Z',NULL,'done',NULL,0,'2026-11-20T08:00:00.000000Z');
INSERT INTO "inbox" VALUES(22,'web','FC-X6BF6K5:euBB8_SOGp7C4aun:9afed613343a25913efbc106',2,'address:2','2026-11-20T08:00:00.000000Z',NULL,'done',NULL,0,'2026-11-20T08:00:00.000000Z');
INSERT INTO "inbox" VALUES(23,'web','FC-X6BF6K5:23IbrYGIYr1letIN:f6cead562e0d55e8229e2856',2,'address:2','2026-11-20T08:00:00.000000Z',NULL,'done',NULL,0,'2026-11-20T08:00:00.000000Z');
INSERT INTO "inbox" VALUES(24,'web','FC-X6BF6K5:XZrmdI_LR-Y0g_je:dd3eb25a99eb6bb84cdacec5',2,'address:2','2026-11-20T08:00:00.000000Z',NULL,'done',NULL,0,'2026-11-20T08:00:00.000000Z');
INSERT INTO "inbox" VALUES(25,'web','FC-X6BF6K5:kRSsx7bQrvOTGODf:e1d1afd4551ed9d5649bacdf',2,'address:2','2026-11-20T08:00:00.000000Z',NULL,'done',NULL,0,'2026-11-20T08:00:00.000000Z');
INSERT INTO "inbox" VALUES(26,'web','FC-X6BF6K5:fys6rqNpQczIbiyP:01d42a63f073e7dd382cd537',2,'address:2','2026-11-20T08:00:00.000000Z',NULL,'done',NULL,0,'2026-11-20T08:00:00.000000Z');
INSERT INTO "inbox" VALUES(27,'web','FC-X6BF6K5:o_FyZCPk52UEeiNm:0a1563c88942aed1e294bf68',2,'address:2','2026-11-20T08:00:00.000000Z',NULL,'done',NULL,0,'2026-11-20T08:00:00.000000Z');
INSERT INTO "inbox" VALUES(28,'web','FC-X6BF6K5:rQzlZCxogRpcFEV7:81d04be45839c1748d0093a1',2,'address:2','2026-11-20T08:00:00.000000Z',NULL,'done',NULL,0,'2026-11-20T08:00:00.000000Z');
INSERT INTO "inbox" VALUES(29,'web','FC-X6BF6K5:C81gooZog2Yoee8P:7e3698c28261c554ea6283e2',2,'address:2','2026-11-20T08:00:00.000000Z',NULL,'done',NULL,0,'2026-11-20T08:00:00.000000Z');
INSERT INTO "inbox" VALUES(30,'web','FC-X6BF6K5:fcnLMH2xPRENLRP8:4b3024476deab9227c919496',2,'address:2','2026-11-20T08:00:00.000000Z',NULL,'done',NULL,0,'2026-11-20T08:00:00.000000Z');
INSERT INTO "inbox" VALUES(31,'web','FC-X6BF6K5:CoFxNTHszHCls4wp:382477b835a6095ca4b9ef6f',2,'address:2','2026-11-20T08:00:00.000000Z',NULL,'done',NULL,0,'2026-11-20T08:00:00.000000Z');
INSERT INTO "inbox" VALUES(32,'web','FC-X6BF6K5:-UIkHJXBDVcJQ8mZ:91a1bd744949273442b4753f',2,'address:2','2026-11-20T08:00:00.000000Z',NULL,'done',NULL,0,'2026-11-20T08:00:00.000000Z');
INSERT INTO "inbox" VALUES(33,'web','FC-X6BF6K5:XZh1DaCMNRrISQ8A:46efd5aa4e03171d07510aaa',2,'address:2','2026-11-20T08:00:00.000000Z',NULL,'done',NULL,0,'2026-11-20T08:00:00.000000Z');
INSERT INTO "inbox" VALUES(34,'web','FC-X6BF6K5:FrsYkX9MuSaz11-J:4bbff4bc9205182f3beda69d',2,'address:2','2026-11-20T08:00:00.000000Z',NULL,'done',NULL,0,'2026-11-20T08:00:00.000000Z');
INSERT INTO "inbox" VALUES(35,'web','FC-X6BF6K5:nJH5GUVO7vIvihVd:76729f55c8370096155bbb5c',2,'address:2','2026-11-20T08:00:00.000000Z',NULL,'done',NULL,0,'2026-11-20T08:00:00.000000Z');
INSERT INTO "inbox" VALUES(36,'web','FC-X6BF6K5:oOIdnfo5hwadMwAS:ef7ef1ece6dcf545e9b6fdaf',2,'address:2','2026-11-20T08:00:00.000000Z',NULL,'done',NULL,0,'2026-11-20T08:00:00.000000Z');
INSERT INTO "inbox" VALUES(37,'telegram','123456:2b811bae8e4ba53b6165adf13660732e',3,'address:3','2026-11-20T08:00:00.000000Z',NULL,'done',NULL,0,'2026-11-20T08:00:00.000000Z');
INSERT INTO "inbox" VALUES(38,'web','FC-GBN45JF:visit:0',4,'address:4','2026-11-20T08:00:00.000000Z',NULL,'done',NULL,0,'2026-11-20T08:00:00.000000Z');
INSERT INTO "inbox" VALUES(39,'web','FC-GBN45JF:fI2Z9HGF7lgP-C6a:d0e7e78bb5d7f13af8c0cd8d',4,'address:4','2026-11-20T08:00:00.000000Z',NULL,'done',NULL,0,'2026-11-20T08:00:00.000000Z');
INSERT INTO "inbox" VALUES(40,'web','FC-GBN45JF:qNA5XZL9YXmrlnIf:f514d4416e7dd52c51afc733',4,'address:4','2026-11-20T08:00:00.000000Z',NULL,'done',NULL,0,'2026-11-20T08:00:00.000000Z');
INSERT INTO "inbox" VALUES(41,'web','FC-GBN45JF:w86HHSbuU9kkB_J8:4358d15fca37f2ee9b01320e',4,'address:4','2026-11-20T08:00:00.000000Z',NULL,'done',NULL,0,'2026-11-20T08:00:00.000000Z');
INSERT INTO "inbox" VALUES(42,'web','FC-GBN45JF:2vo7_qObUvrXFUt3:dc1bf13942ac085dd7d68b2b',4,'address:4','2026-11-20T08:00:00.000000Z',NULL,'done',NULL,0,'2026-11-20T08:00:00.000000Z');
INSERT INTO "inbox" VALUES(43,'web','FC-GBN45JF:aCz7eouW3Hu-jdVP:e1c63aae1d74044688627e35',4,'address:4','2026-11-20T08:00:00.000000Z',NULL,'done',NULL,0,'2026-11-20T08:00:00.000000Z');
INSERT INTO "inbox" VALUES(44,'web','FC-GBN45JF:non8FVri5CSz9yga:d06ea2947cf893205dbd7f32',4,'address:4','2026-11-20T08:00:00.000000Z',NULL,'done',NULL,0,'2026-11-20T08:00:00.000000Z');
INSERT INTO "inbox" VALUES(45,'web','FC-GBN45JF:VaHqv377tldlqIe9:d3035f74076fe4ddf51a114e',4,'address:4','2026-11-20T08:00:00.000000Z',NULL,'done',NULL,0,'2026-11-20T08:00:00.000000Z');
INSERT INTO "inbox" VALUES(46,'web','FC-GBN45JF:mhvHQ6L3hnq73S_U:2f60fe8ea664b4f4ce2c8096',4,'address:4','2026-11-20T08:00:00.000000Z',NULL,'done',NULL,0,'2026-11-20T08:00:00.000000Z');
INSERT INTO "inbox" VALUES(47,'web','FC-GBN45JF:9qEqsW4KVCnCfy6E:9d2489da7de281a12a0817b3',4,'address:4','2026-11-20T08:00:00.000000Z',NULL,'done',NULL,0,'2026-11-20T08:00:00.000000Z');
INSERT INTO "inbox" VALUES(48,'web','FC-GBN45JF:85npBXb4iDRTynPz:27fda8cf41b6bd50b0db0dcc',4,'address:4','2026-11-20T08:00:00.000000Z',NULL,'done',NULL,0,'2026-11-20T08:00:00.000000Z');
INSERT INTO "inbox" VALUES(49,'web','FC-GBN45JF:DaW383jgO4c1z5tc:359975cfdd1c7f2358d92479',4,'address:4','2026-11-20T08:00:00.000000Z',NULL,'done',NULL,0,'2026-11-20T08:00:00.000000Z');
INSERT INTO "inbox" VALUES(50,'web','FC-GBN45JF:a76HJeVEqLALWQ2L:bc5cf6d18097dec39ae78129',4,'address:4','2026-11-20T08:00:00.000000Z',NULL,'done',NULL,0,'2026-11-20T08:00:00.000000Z');
INSERT INTO "inbox" VALUES(51,'web','FC-GBN45JF:Q3UF6q1B7AYqqBXC:e2ae1112089f95ec01aad5b1',4,'address:4','2026-11-20T08:00:00.000000Z',NULL,'done',NULL,0,'2026-11-20T08:00:00.000000Z');
INSERT INTO "inbox" VALUES(52,'web','FC-GBN45JF:JS4yhwabT0yrDn_6:0723faeaaaa76168631b4a2b',4,'address:4','2026-11-20T08:00:00.000000Z',NULL,'done',NULL,0,'2026-11-20T08:00:00.000000Z');
INSERT INTO "inbox" VALUES(53,'web','FC-GBN45JF:ojaWpJLeAt2id0wX:d1c50cacc54163df7a111b46',4,'address:4','2026-11-20T08:00:00.000000Z',NULL,'done',NULL,0,'2026-11-20T08:00:00.000000Z');
INSERT INTO "inbox" VALUES(54,'web','FC-GBN45JF:x_M5svZAb9gIcthC:943642bb1c0a968a811acf43',4,'address:4','2026-11-20T08:00:00.000000Z',NULL,'done',NULL,0,'2026-11-20T08:00:00.000000Z');
INSERT INTO "inbox" VALUES(55,'web','FC-GBN45JF:GKi1hJcJ4F3UoYPo:248c94363fa6960b7bd4e14a',4,'address:4','2026-11-20T08:00:00.000000Z',NULL,'done',NULL,0,'2026-11-20T08:00:00.000000Z');
INSERT INTO "inbox" VALUES(56,'web','FC-GBN45JF:RkTDKm_nDlsWuZ3F:c89b48b90c6b68449e300d6b',4,'address:4','2026-11-20T08:00:00.000000Z',NULL,'done',NULL,0,'2026-11-20T08:00:00.000000Z');
INSERT INTO "inbox" VALUES(57,'web','FC-GBN45JF:J_IIOaT5V4iMJKSK:db12d7c63ead62ff5277dd35',4,'address:4','2026-11-20T08:00:00.000000Z',NULL,'done',NULL,0,'2026-11-20T08:00:00.000000Z');
INSERT INTO "inbox" VALUES(58,'web','FC-GBN45JF:ICRwx4vAsIDC7GRU:94a6afe8d6d72f8f13fc9555',4,'address:4','2026-11-20T08:00:00.000000Z',NULL,'done',NULL,0,'2026-11-20T08:00:00.000000Z');
CREATE TABLE "instances" (
    id INTEGER PRIMARY KEY,
    code TEXT NOT NULL UNIQUE,
    person_id INTEGER NOT NULL REFERENCES people(id) ON DELETE CASCADE,
    cae_id INTEGER REFERENCES caes(id),
    cohort_id INTEGER REFERENCES cohorts(id),
    subject_id INTEGER REFERENCES people(id) ON DELETE CASCADE,
    questionnaire TEXT NOT NULL,
    hash TEXT NOT NULL REFERENCES questionnaires(hash),
    moment TEXT NOT NULL,
    state TEXT NOT NULL,
    data TEXT NOT NULL,
    version INTEGER NOT NULL,
    opened_at TEXT NOT NULL,
    touched_at TEXT NOT NULL,
    finished_at TEXT,
    closed_at TEXT
) STRICT;
INSERT INTO "instances" VALUES(1,'t9lgmxg9',1,1,1,NULL,'registration','6f873d6a6e84e9c6','once','registration:done','{"state":"registration:done","asked":35,"ask":"35.other_adult","offered":[],"given":{"language":{"value":"fr","none":null,"door":"web","author":"FC-X6BF6K5"},"welcome":{"value":"continue","none":null,"door":"web","author":"FC-X6BF6K5"},"how_it_works":{"value":"continue","none":null,"door":"web","author":"FC-X6BF6K5"},"bot":{"value":"yes","none":null,"door":"web","author":"FC-X6BF6K5"},"keep_audio":{"value":"yes","none":null,"door":"web","author":"FC-X6BF6K5"},"quote":{"value":"yes","none":null,"door":"web","author":"FC-X6BF6K5"},"researcher":{"value":"yes","none":null,"door":"web","author":"FC-X6BF6K5"},"photos":{"value":"yes","none":null,"door":"web","author":"FC-X6BF6K5"},"contact":{"value":"yes","none":null,"door":"web","author":"FC-X6BF6K5"},"records":{"value":"yes","none":null,"door":"web","author":"FC-X6BF6K5"},"gender":{"value":"woman","none":null,"door":"web","author":"FC-X6BF6K5"},"name":{"value":{"text":"Amina Essai"},"none":null,"door":"web","author":"FC-X6BF6K5"},"portrait":{"value":"bird","none":null,"door":"web","author":"FC-X6BF6K5"},"born":{"value":null,"none":"rather_not","door":"web","author":"FC-X6BF6K5"},"schooling":{"value":"never","none":null,"door":"web","author":"FC-X6BF6K5"},"has_job":{"value":"yes","none":null,"door":"web","author":"FC-X6BF6K5"},"job_kind":{"value":"employee","none":null,"door":"web","author":"FC-X6BF6K5"},"contract":{"value":"emploi_salarie_cdi","none":null,"door":"web","author":"FC-X6BF6K5"},"wishes_leave":{"value":"yes","none":null,"door":"web","author":"FC-X6BF6K5"},"has_project":{"value":"yes","none":null,"door":"web","author":"FC-X6BF6K5"},"project":{"value":null,"none":"rather_not","door":"web","author":"FC-X6BF6K5"},"expectations":{"value":null,"none":"rather_not","door":"web","author":"FC-X6BF6K5"},"phone":{"value":"+33612345678","none":null,"door":"web","author":"FC-X6BF6K5"},"second_contact_ok":{"value":"no","none":null,"door":"web","author":"FC-X6BF6K5"},"about_fund":{"value":"continue","none":null,"door":"web","author":"FC-X6BF6K5"},"born_in_france":{"value":"yes","none":null,"door":"web","author":"FC-X6BF6K5"},"birth_town":{"value":null,"none":"rather_not","door":"web","author":"FC-X6BF6K5"},"eu_nationality":{"value":"yes","none":null,"door":"web","author":"FC-X6BF6K5"},"parent_abroad":{"value":"yes","none":null,"door":"web","author":"FC-X6BF6K5"},"disability":{"value":"yes","none":null,"door":"web","author":"FC-X6BF6K5"},"social_income":{"value":"yes","none":null,"door":"web","author":"FC-X6BF6K5"},"housing":{"value":"yes","none":null,"door":"web","author":"FC-X6BF6K5"},"children":{"value":"yes","none":null,"door":"web","author":"FC-X6BF6K5"},"other_adult":{"value":"yes","none":null,"door":"web","author":"FC-X6BF6K5"}},"guess":null,"partial":"","draft":"","misses":0,"paused":false,"closed":false,"touched":"2026-11-20T08:00:00+00:00"}',36,'2026-11-20T08:00:00.000000Z','2026-11-20T08:00:00.000000Z','2026-11-20T08:00:00.000000Z',NULL);
INSERT INTO "instances" VALUES(2,'kvj50ce9',2,1,1,NULL,'registration','6f873d6a6e84e9c6','once','registration:project','{"state":"registration:project","asked":22,"ask":"22.project","offered":[],"given":{"language":{"value":"fr","none":null,"door":"web","author":"FC-GBN45JF"},"welcome":{"value":"continue","none":null,"door":"web","author":"FC-GBN45JF"},"how_it_works":{"value":"continue","none":null,"door":"web","author":"FC-GBN45JF"},"bot":{"value":"yes","none":null,"door":"web","author":"FC-GBN45JF"},"keep_audio":{"value":"yes","none":null,"door":"web","author":"FC-GBN45JF"},"quote":{"value":"yes","none":null,"door":"web","author":"FC-GBN45JF"},"researcher":{"value":"yes","none":null,"door":"web","author":"FC-GBN45JF"},"photos":{"value":"yes","none":null,"door":"web","author":"FC-GBN45JF"},"contact":{"value":"yes","none":null,"door":"web","author":"FC-GBN45JF"},"records":{"value":"yes","none":null,"door":"web","author":"FC-GBN45JF"},"gender":{"value":"woman","none":null,"door":"web","author":"FC-GBN45JF"},"name":{"value":{"text":"Amina Essai"},"none":null,"door":"web","author":"FC-GBN45JF"},"portrait":{"value":"butterfly","none":null,"door":"web","author":"FC-GBN45JF"},"born":{"value":null,"none":"rather_not","door":"web","author":"FC-GBN45JF"},"schooling":{"value":"never","none":null,"door":"web","author":"FC-GBN45JF"},"has_job":{"value":"yes","none":null,"door":"web","author":"FC-GBN45JF"},"job_kind":{"value":"employee","none":null,"door":"web","author":"FC-GBN45JF"},"contract":{"value":"emploi_salarie_cdi","none":null,"door":"web","author":"FC-GBN45JF"},"wishes_leave":{"value":"yes","none":null,"door":"web","author":"FC-GBN45JF"},"has_project":{"value":"yes","none":null,"door":"web","author":"FC-GBN45JF"}},"guess":null,"partial":"","draft":"","misses":0,"paused":false,"closed":false,"touched":"2026-11-20T08:00:00+00:00"}',22,'2026-11-20T08:00:00.000000Z','2026-11-20T08:00:00.000000Z',NULL,NULL);
CREATE TABLE invitations (
    hash TEXT PRIMARY KEY,
    role TEXT NOT NULL,
    cohort_id INTEGER REFERENCES cohorts(id),
    cae_id INTEGER REFERENCES caes(id),
    created_at TEXT NOT NULL,
    expires_at TEXT NOT NULL,
    used_at TEXT,
    used_by INTEGER REFERENCES people(id) ON DELETE SET NULL
, person_id INTEGER REFERENCES people(id) ON DELETE CASCADE, issued_by INTEGER REFERENCES people(id) ON DELETE SET NULL) STRICT, WITHOUT ROWID;
INSERT INTO "invitations" VALUES('3ff57023059ccdb9be060febcb0d8135712679ac6772c77783f9e6b06e94cf18','participant',1,1,'2026-11-20T08:00:00.000000Z','2026-12-04T08:00:00.000000Z','2026-11-20T08:00:00.000000Z',2,NULL,NULL);
INSERT INTO "invitations" VALUES('5936b776c43a5c8d81ab3cb009e7369d1890a73248c52a0cd0cfad67aa2d22de','participant',1,1,'2026-11-20T08:00:00.000000Z','2026-12-04T08:00:00.000000Z','2026-11-20T08:00:00.000000Z',1,NULL,NULL);
CREATE TABLE jobs (
    id INTEGER PRIMARY KEY,
    kind TEXT NOT NULL CHECK (kind IN ('listen', 'transcribe')),
    take_id TEXT NOT NULL REFERENCES takes(id) ON DELETE CASCADE,
    body TEXT NOT NULL,
    state TEXT NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'done', 'failed')),
    attempts INTEGER NOT NULL DEFAULT 0,
    not_before TEXT NOT NULL,
    reason TEXT
) STRICT;
CREATE TABLE links (
    hash TEXT PRIMARY KEY,
    person_id INTEGER NOT NULL REFERENCES people(id) ON DELETE CASCADE,
    generation INTEGER NOT NULL,
    created_at TEXT NOT NULL,
    revoked_at TEXT, expires_at TEXT,
    UNIQUE (person_id, generation)
) STRICT, WITHOUT ROWID;
INSERT INTO "links" VALUES('3b4b809791dac2ecc2487eb2e68b8109abadf27569a15ff2de864126fbc370fd',1,1,'2026-11-20T08:00:00.000000Z',NULL,NULL);
INSERT INTO "links" VALUES('e604e8a5c7f975b30e2b21f4d781e982cc58306e044acda20f47cf0ecbb9c7fd',2,1,'2026-11-20T08:00:00.000000Z',NULL,NULL);
CREATE TABLE media (
    sha256 TEXT PRIMARY KEY,
    bytes INTEGER NOT NULL,
    mime TEXT NOT NULL,
    stored_at TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE members (
    person_id INTEGER NOT NULL REFERENCES people(id) ON DELETE CASCADE,
    cohort_id INTEGER NOT NULL REFERENCES cohorts(id) ON DELETE CASCADE,
    since TEXT NOT NULL, ended_at TEXT,
    PRIMARY KEY (person_id, cohort_id)
) STRICT, WITHOUT ROWID;
INSERT INTO "members" VALUES(1,1,'2026-11-20T08:00:00.000000Z',NULL);
INSERT INTO "members" VALUES(2,1,'2026-11-20T08:00:00.000000Z',NULL);
CREATE TABLE outbox (
    id INTEGER PRIMARY KEY,
    address_id INTEGER NOT NULL REFERENCES addresses(id) ON DELETE CASCADE,
    channel TEXT NOT NULL,
    person_id INTEGER REFERENCES people(id) ON DELETE CASCADE,
    seq INTEGER NOT NULL,
    intent TEXT NOT NULL,
    on_doubt TEXT NOT NULL CHECK (on_doubt IN ('repeat', 'skip')),
    inbox_id INTEGER,
    priority INTEGER NOT NULL,
    created_at TEXT NOT NULL,
    state TEXT NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'expanded', 'done', 'dropped')), until TEXT,
    UNIQUE (address_id, seq)
) STRICT;
INSERT INTO "outbox" VALUES(1,1,'telegram',1,1,'{"kind":"ask","instance":"t9lgmxg9","questionnaire":"6f873d6a6e84e9c6","language":null,"variant":"","slow":false,"ask":"1.language","step":"language"}','repeat',1,0,'2026-11-20T08:00:00.000000Z','done',NULL);
INSERT INTO "outbox" VALUES(2,2,'web',1,1,'{"kind":"say","instance":"t9lgmxg9","questionnaire":"6f873d6a6e84e9c6","language":null,"variant":"","slow":false,"phrase":"welcome_back","args":{}}','skip',2,0,'2026-11-20T08:00:00.000000Z','done',NULL);
INSERT INTO "outbox" VALUES(3,2,'web',1,2,'{"kind":"say","instance":"t9lgmxg9","questionnaire":"6f873d6a6e84e9c6","language":null,"variant":"","slow":false,"phrase":"where_we_were","args":{}}','skip',2,0,'2026-11-20T08:00:00.000000Z','done',NULL);
INSERT INTO "outbox" VALUES(4,2,'web',1,3,'{"kind":"ask","instance":"t9lgmxg9","questionnaire":"6f873d6a6e84e9c6","language":null,"variant":"","slow":false,"ask":"2.language","step":"language"}','repeat',2,0,'2026-11-20T08:00:00.000000Z','done',NULL);
INSERT INTO "outbox" VALUES(5,2,'web',1,4,'{"kind":"say","instance":"t9lgmxg9","questionnaire":"6f873d6a6e84e9c6","language":"fr","variant":"","slow":false,"phrase":"language_changed","args":{}}','skip',3,0,'2026-11-20T08:00:00.000000Z','done',NULL);
INSERT INTO "outbox" VALUES(6,2,'web',1,5,'{"kind":"ask","instance":"t9lgmxg9","questionnaire":"6f873d6a6e84e9c6","language":"fr","variant":"","slow":false,"ask":"3.welcome","step":"welcome"}','repeat',3,0,'2026-11-20T08:00:00.000000Z','done',NULL);
INSERT INTO "outbox" VALUES(7,2,'web',1,6,'{"kind":"ask","instance":"t9lgmxg9","questionnaire":"6f873d6a6e84e9c6","language":"fr","variant":"","slow":false,"ask":"4.how_it_works","step":"how_it_works"}','repeat',4,0,'2026-11-20T08:00:00.000000Z','done',NULL);
INSERT INTO "outbox" VALUES(8,2,'web',1,7,'{"kind":"ask","instance":"t9lgmxg9","questionnaire":"6f873d6a6e84e9c6","language":"fr","variant":"","slow":false,"ask":"5.bot","step":"bot"}','repeat',5,0,'2026-11-20T08:00:00.000000Z','done',NULL);
INSERT INTO "outbox" VALUES(9,2,'web',1,8,'{"kind":"ask","instance":"t9lgmxg9","questionnaire":"6f873d6a6e84e9c6","language":"fr","variant":"","slow":false,"ask":"6.keep_audio","step":"keep_audio"}','repeat',6,0,'2026-11-20T08:00:00.000000Z','done',NULL);
INSERT INTO "outbox" VALUES(10,2,'web',1,9,'{"kind":"ask","instance":"t9lgmxg9","questionnaire":"6f873d6a6e84e9c6","language":"fr","variant":"","slow":false,"ask":"7.quote","step":"quote"}','repeat',7,0,'2026-11-20T08:00:00.000000Z','done',NULL);
INSERT INTO "outbox" VALUES(11,2,'web',1,10,'{"kind":"ask","instance":"t9lgmxg9","questionnaire":"6f873d6a6e84e9c6","language":"fr","variant":"","slow":false,"ask":"8.researcher","step":"researcher"}','repeat',8,0,'2026-11-20T08:00:00.000000Z','done',NULL);
INSERT INTO "outbox" VALUES(12,2,'web',1,11,'{"kind":"ask","instance":"t9lgmxg9","questionnaire":"6f873d6a6e84e9c6","language":"fr","variant":"","slow":false,"ask":"9.photos","step":"photos"}','repeat',9,0,'2026-11-20T08:00:00.000000Z','done',NULL);
INSERT INTO "outbox" VALUES(13,2,'web',1,12,'{"kind":"ask","instance":"t9lgmxg9","questionnaire":"6f873d6a6e84e9c6","language":"fr","variant":"","slow":false,"ask":"10.contact","step":"contact"}','repeat',10,0,'2026-11-20T08:00:00.000000Z','done',NULL);
INSERT INTO "outbox" VALUES(14,2,'web',1,13,'{"kind":"ask","instance":"t9lgmxg9","questionnaire":"6f873d6a6e84e9c6","language":"fr","variant":"","slow":false,"ask":"11.records","step":"records"}','repeat',11,0,'2026-11-20T08:00:00.000000Z','done',NULL);
INSERT INTO "outbox" VALUES(15,2,'web',1,14,'{"kind":"ask","instance":"t9lgmxg9","questionnaire":"6f873d6a6e84e9c6","language":"fr","variant":"","slow":false,"ask":"12.gender","step":"gender"}','repeat',12,0,'2026-11-20T08:00:00.000000Z','done',NULL);
INSERT INTO "outbox" VALUES(16,2,'web',1,15,'{"kind":"ask","instance":"t9lgmxg9","questionnaire":"6f873d6a6e84e9c6","language":"fr","variant":"f","slow":false,"ask":"13.name","step":"name"}','repeat',13,0,'2026-11-20T08:00:00.000000Z','done',NULL);
INSERT INTO "outbox" VALUES(17,2,'web',1,16,'{"kind":"ask","instance":"t9lgmxg9","questionnaire":"6f873d6a6e84e9c6","language":"fr","variant":"f","slow":false,"ask":"14.portrait","step":"portrait","only":["bird","butterfly","fish","horse","apple","rose","tree","sun","teapot"]}','repeat',14,0,'2026-11-20T08:00:00.000000Z','done',NULL);
INSERT INTO "outbox" VALUES(18,2,'web',1,17,'{"kind":"ask","instance":"t9lgmxg9","questionnaire":"6f873d6a6e84e9c6","language":"fr","variant":"f","slow":false,"ask":"15.born","step":"born"}','repeat',15,0,'2026-11-20T08:00:00.000000Z','done',NULL);
INSERT INTO "outbox" VALUES(19,2,'web',1,18,'{"kind":"ask","instance":"t9lgmxg9","questionnaire":"6f873d6a6e84e9c6","language":"fr","variant":"f","slow":false,"ask":"16.schooling","step":"schooling"}','repeat',16,0,'2026-11-20T08:00:00.000000Z','done',NULL);
INSERT INTO "outbox" VALUES(20,2,'web',1,19,'{"kind":"ask","instance":"t9lgmxg9","questionnaire":"6f873d6a6e84e9c6","language":"fr","variant":"f","slow":false,"ask":"17.has_job","step":"has_job"}','repeat',17,0,'2026-11-20T08:00:00.000000Z','done',NULL);
INSERT INTO "outbox" VALUES(21,2,'web',1,20,'{"kind":"ask","instance":"t9lgmxg9","questionnaire":"6f873d6a6e84e9c6","language":"fr","variant":"f","slow":false,"ask":"18.job_kind","step":"job_kind"}','repeat',18,0,'2026-11-20T08:00:00.000000Z','done',NULL);
INSERT INTO "outbox" VALUES(22,2,'web',1,21,'{"kind":"ask","instance":"t9lgmxg9","questionnaire":"6f873d6a6e84e9c6","language":"fr","variant":"f","slow":false,"ask":"19.contract","step":"contract"}','repeat',19,0,'2026-11-20T08:00:00.000000Z','done',NULL);
INSERT INTO "outbox" VALUES(23,2,'web',1,22,'{"kind":"ask","instance":"t9lgmxg9","questionnaire":"6f873d6a6e84e9c6","language":"fr","variant":"f","slow":false,"ask":"20.wishes_leave","step":"wishes_leave"}','repeat',20,0,'2026-11-20T08:00:00.000000Z','done',NULL);
INSERT INTO "outbox" VALUES(24,2,'web',1,23,'{"kind":"ask","instance":"t9lgmxg9","questionnaire":"6f873d6a6e84e9c6","language":"fr","variant":"f","slow":false,"ask":"21.has_project","step":"has_project"}','repeat',21,0,'2026-11-20T08:00:00.000000Z','done',NULL);
INSERT INTO "outbox" VALUES(25,2,'web',1,24,'{"kind":"ask","instance":"t9lgmxg9","questionnaire":"6f873d6a6e84e9c6","language":"fr","variant":"f","slow":false,"ask":"22.project","step":"project"}','repeat',22,0,'2026-11-20T08:00:00.000000Z','done',NULL);
INSERT INTO "outbox" VALUES(26,2,'web',1,25,'{"kind":"ask","instance":"t9lgmxg9","questionnaire":"6f873d6a6e84e9c6","language":"fr","variant":"f","slow":false,"ask":"23.expectations","step":"expectations"}','repeat',23,0,'2026-11-20T08:00:00.000000Z','done',NULL);
INSERT INTO "outbox" VALUES(27,2,'web',1,26,'{"kind":"ask","instance":"t9lgmxg9","questionnaire":"6f873d6a6e84e9c6","language":"fr","variant":"f","slow":false,"ask":"24.phone","step":"phone"}','repeat',24,0,'2026-11-20T08:00:00.000000Z','done',NULL);
INSERT INTO "outbox" VALUES(28,2,'web',1,27,'{"kind":"ask","instance":"t9lgmxg9","questionnaire":"6f873d6a6e84e9c6","language":"fr","variant":"f","slow":false,"ask":"25.second_contact_ok","step":"second_contact_ok"}','repeat',25,0,'2026-11-20T08:00:00.000000Z','done',NULL);
INSERT INTO "outbox" VALUES(29,2,'web',1,28,'{"kind":"ask","instance":"t9lgmxg9","questionnaire":"6f873d6a6e84e9c6","language":"fr","variant":"f","slow":false,"ask":"26.about_fund","step":"about_fund"}','repeat',26,0,'2026-11-20T08:00:00.000000Z','done',NULL);
INSERT INTO "outbox" VALUES(30,2,'web',1,29,'{"kind":"ask","instance":"t9lgmxg9","questionnaire":"6f873d6a6e84e9c6","language":"fr","variant":"f","slow":false,"ask":"27.born_in_france","step":"born_in_france"}','repeat',27,0,'2026-11-20T08:00:00.000000Z','done',NULL);
INSERT INTO "outbox" VALUES(31,2,'web',1,30,'{"kind":"ask","instance":"t9lgmxg9","questionnaire":"6f873d6a6e84e9c6","language":"fr","variant":"f","slow":false,"ask":"28.birth_town","step":"birth_town"}','repeat',28,0,'2026-11-20T08:00:00.000000Z','done',NULL);
INSERT INTO "outbox" VALUES(32,2,'web',1,31,'{"kind":"ask","instance":"t9lgmxg9","questionnaire":"6f873d6a6e84e9c6","language":"fr","variant":"f","slow":false,"ask":"29.eu_nationality","step":"eu_nationality"}','repeat',29,0,'2026-11-20T08:00:00.000000Z','done',NULL);
INSERT INTO "outbox" VALUES(33,2,'web',1,32,'{"kind":"ask","instance":"t9lgmxg9","questionnaire":"6f873d6a6e84e9c6","language":"fr","variant":"f","slow":false,"ask":"30.parent_abroad","step":"parent_abroad"}','repeat',30,0,'2026-11-20T08:00:00.000000Z','done',NULL);
INSERT INTO "outbox" VALUES(34,2,'web',1,33,'{"kind":"ask","instance":"t9lgmxg9","questionnaire":"6f873d6a6e84e9c6","language":"fr","variant":"f","slow":false,"ask":"31.disability","step":"disability"}','repeat',31,0,'2026-11-20T08:00:00.000000Z','done',NULL);
INSERT INTO "outbox" VALUES(35,2,'web',1,34,'{"kind":"ask","instance":"t9lgmxg9","questionnaire":"6f873d6a6e84e9c6","language":"fr","variant":"f","slow":false,"ask":"32.social_income","step":"social_income"}','repeat',32,0,'2026-11-20T08:00:00.000000Z','done',NULL);
INSERT INTO "outbox" VALUES(36,2,'web',1,35,'{"kind":"ask","instance":"t9lgmxg9","questionnaire":"6f873d6a6e84e9c6","language":"fr","variant":"f","slow":false,"ask":"33.housing","step":"housing"}','repeat',33,0,'2026-11-20T08:00:00.000000Z','done',NULL);
INSERT INTO "outbox" VALUES(37,2,'web',1,36,'{"kind":"ask","instance":"t9lgmxg9","questionnaire":"6f873d6a6e84e9c6","language":"fr","variant":"f","slow":false,"ask":"34.children","step":"children"}','repeat',34,0,'2026-11-20T08:00:00.000000Z','done',NULL);
INSERT INTO "outbox" VALUES(38,2,'web',1,37,'{"kind":"ask","instance":"t9lgmxg9","questionnaire":"6f873d6a6e84e9c6","language":"fr","variant":"f","slow":false,"ask":"35.other_adult","step":"other_adult"}','repeat',35,0,'2026-11-20T08:00:00.000000Z','waiting',NULL);
INSERT INTO "outbox" VALUES(39,2,'web',1,38,'{"kind":"say","instance":"t9lgmxg9","questionnaire":"6f873d6a6e84e9c6","language":"fr","variant":"f","slow":false,"phrase":"finished","args":{}}','skip',36,0,'2026-11-20T08:00:00.000000Z','waiting',NULL);
INSERT INTO "outbox" VALUES(40,2,'web',1,39,'{"language":"fr","variant":"f","slow":false,"kind":"say","phrase":"see_you","args":{"date":"2026-11-23","hour":"09:30"}}','skip',36,0,'2026-11-20T08:00:00.000000Z','waiting',NULL);
INSERT INTO "outbox" VALUES(41,3,'telegram',2,1,'{"kind":"ask","instance":"kvj50ce9","questionnaire":"6f873d6a6e84e9c6","language":null,"variant":"","slow":false,"ask":"1.language","step":"language"}','repeat',37,0,'2026-11-20T08:00:00.000000Z','done',NULL);
INSERT INTO "outbox" VALUES(42,4,'web',2,1,'{"kind":"say","instance":"kvj50ce9","questionnaire":"6f873d6a6e84e9c6","language":null,"variant":"","slow":false,"phrase":"welcome_back","args":{}}','skip',38,0,'2026-11-20T08:00:00.000000Z','done',NULL);
INSERT INTO "outbox" VALUES(43,4,'web',2,2,'{"kind":"say","instance":"kvj50ce9","questionnaire":"6f873d6a6e84e9c6","language":null,"variant":"","slow":false,"phrase":"where_we_were","args":{}}','skip',38,0,'2026-11-20T08:00:00.000000Z','done',NULL);
INSERT INTO "outbox" VALUES(44,4,'web',2,3,'{"kind":"ask","instance":"kvj50ce9","questionnaire":"6f873d6a6e84e9c6","language":null,"variant":"","slow":false,"ask":"2.language","step":"language"}','repeat',38,0,'2026-11-20T08:00:00.000000Z','done',NULL);
INSERT INTO "outbox" VALUES(45,4,'web',2,4,'{"kind":"say","instance":"kvj50ce9","questionnaire":"6f873d6a6e84e9c6","language":"fr","variant":"","slow":false,"phrase":"language_changed","args":{}}','skip',39,0,'2026-11-20T08:00:00.000000Z','done',NULL);
INSERT INTO "outbox" VALUES(46,4,'web',2,5,'{"kind":"ask","instance":"kvj50ce9","questionnaire":"6f873d6a6e84e9c6","language":"fr","variant":"","slow":false,"ask":"3.welcome","step":"welcome"}','repeat',39,0,'2026-11-20T08:00:00.000000Z','done',NULL);
INSERT INTO "outbox" VALUES(47,4,'web',2,6,'{"kind":"ask","instance":"kvj50ce9","questionnaire":"6f873d6a6e84e9c6","language":"fr","variant":"","slow":false,"ask":"4.how_it_works","step":"how_it_works"}','repeat',40,0,'2026-11-20T08:00:00.000000Z','done',NULL);
INSERT INTO "outbox" VALUES(48,4,'web',2,7,'{"kind":"ask","instance":"kvj50ce9","questionnaire":"6f873d6a6e84e9c6","language":"fr","variant":"","slow":false,"ask":"5.bot","step":"bot"}','repeat',41,0,'2026-11-20T08:00:00.000000Z','done',NULL);
INSERT INTO "outbox" VALUES(49,4,'web',2,8,'{"kind":"ask","instance":"kvj50ce9","questionnaire":"6f873d6a6e84e9c6","language":"fr","variant":"","slow":false,"ask":"6.keep_audio","step":"keep_audio"}','repeat',42,0,'2026-11-20T08:00:00.000000Z','done',NULL);
INSERT INTO "outbox" VALUES(50,4,'web',2,9,'{"kind":"ask","instance":"kvj50ce9","questionnaire":"6f873d6a6e84e9c6","language":"fr","variant":"","slow":false,"ask":"7.quote","step":"quote"}','repeat',43,0,'2026-11-20T08:00:00.000000Z','done',NULL);
INSERT INTO "outbox" VALUES(51,4,'web',2,10,'{"kind":"ask","instance":"kvj50ce9","questionnaire":"6f873d6a6e84e9c6","language":"fr","variant":"","slow":false,"ask":"8.researcher","step":"researcher"}','repeat',44,0,'2026-11-20T08:00:00.000000Z','done',NULL);
INSERT INTO "outbox" VALUES(52,4,'web',2,11,'{"kind":"ask","instance":"kvj50ce9","questionnaire":"6f873d6a6e84e9c6","language":"fr","variant":"","slow":false,"ask":"9.photos","step":"photos"}','repeat',45,0,'2026-11-20T08:00:00.000000Z','done',NULL);
INSERT INTO "outbox" VALUES(53,4,'web',2,12,'{"kind":"ask","instance":"kvj50ce9","questionnaire":"6f873d6a6e84e9c6","language":"fr","variant":"","slow":false,"ask":"10.contact","step":"contact"}','repeat',46,0,'2026-11-20T08:00:00.000000Z','done',NULL);
INSERT INTO "outbox" VALUES(54,4,'web',2,13,'{"kind":"ask","instance":"kvj50ce9","questionnaire":"6f873d6a6e84e9c6","language":"fr","variant":"","slow":false,"ask":"11.records","step":"records"}','repeat',47,0,'2026-11-20T08:00:00.000000Z','done',NULL);
INSERT INTO "outbox" VALUES(55,4,'web',2,14,'{"kind":"ask","instance":"kvj50ce9","questionnaire":"6f873d6a6e84e9c6","language":"fr","variant":"","slow":false,"ask":"12.gender","step":"gender"}','repeat',48,0,'2026-11-20T08:00:00.000000Z','done',NULL);
INSERT INTO "outbox" VALUES(56,4,'web',2,15,'{"kind":"ask","instance":"kvj50ce9","questionnaire":"6f873d6a6e84e9c6","language":"fr","variant":"f","slow":false,"ask":"13.name","step":"name"}','repeat',49,0,'2026-11-20T08:00:00.000000Z','done',NULL);
INSERT INTO "outbox" VALUES(57,4,'web',2,16,'{"kind":"ask","instance":"kvj50ce9","questionnaire":"6f873d6a6e84e9c6","language":"fr","variant":"f","slow":false,"ask":"14.portrait","step":"portrait","only":["butterfly","fish","horse","apple","rose","tree","sun","teapot","rabbit"]}','repeat',50,0,'2026-11-20T08:00:00.000000Z','done',NULL);
INSERT INTO "outbox" VALUES(58,4,'web',2,17,'{"kind":"ask","instance":"kvj50ce9","questionnaire":"6f873d6a6e84e9c6","language":"fr","variant":"f","slow":false,"ask":"15.born","step":"born"}','repeat',51,0,'2026-11-20T08:00:00.000000Z','done',NULL);
INSERT INTO "outbox" VALUES(59,4,'web',2,18,'{"kind":"ask","instance":"kvj50ce9","questionnaire":"6f873d6a6e84e9c6","language":"fr","variant":"f","slow":false,"ask":"16.schooling","step":"schooling"}','repeat',52,0,'2026-11-20T08:00:00.000000Z','done',NULL);
INSERT INTO "outbox" VALUES(60,4,'web',2,19,'{"kind":"ask","instance":"kvj50ce9","questionnaire":"6f873d6a6e84e9c6","language":"fr","variant":"f","slow":false,"ask":"17.has_job","step":"has_job"}','repeat',53,0,'2026-11-20T08:00:00.000000Z','done',NULL);
INSERT INTO "outbox" VALUES(61,4,'web',2,20,'{"kind":"ask","instance":"kvj50ce9","questionnaire":"6f873d6a6e84e9c6","language":"fr","variant":"f","slow":false,"ask":"18.job_kind","step":"job_kind"}','repeat',54,0,'2026-11-20T08:00:00.000000Z','done',NULL);
INSERT INTO "outbox" VALUES(62,4,'web',2,21,'{"kind":"ask","instance":"kvj50ce9","questionnaire":"6f873d6a6e84e9c6","language":"fr","variant":"f","slow":false,"ask":"19.contract","step":"contract"}','repeat',55,0,'2026-11-20T08:00:00.000000Z','done',NULL);
INSERT INTO "outbox" VALUES(63,4,'web',2,22,'{"kind":"ask","instance":"kvj50ce9","questionnaire":"6f873d6a6e84e9c6","language":"fr","variant":"f","slow":false,"ask":"20.wishes_leave","step":"wishes_leave"}','repeat',56,0,'2026-11-20T08:00:00.000000Z','done',NULL);
INSERT INTO "outbox" VALUES(64,4,'web',2,23,'{"kind":"ask","instance":"kvj50ce9","questionnaire":"6f873d6a6e84e9c6","language":"fr","variant":"f","slow":false,"ask":"21.has_project","step":"has_project"}','repeat',57,0,'2026-11-20T08:00:00.000000Z','done',NULL);
INSERT INTO "outbox" VALUES(65,4,'web',2,24,'{"kind":"ask","instance":"kvj50ce9","questionnaire":"6f873d6a6e84e9c6","language":"fr","variant":"f","slow":false,"ask":"22.project","step":"project"}','repeat',58,0,'2026-11-20T08:00:00.000000Z','waiting',NULL);
CREATE TABLE passed_calls (
    id INTEGER PRIMARY KEY,
    person_id INTEGER NOT NULL REFERENCES people(id) ON DELETE CASCADE,
    cae_id INTEGER REFERENCES caes(id),
    cohort_id INTEGER NOT NULL REFERENCES cohorts(id),
    moment TEXT NOT NULL,
    to_person INTEGER NOT NULL REFERENCES people(id) ON DELETE CASCADE,
    by_person INTEGER REFERENCES people(id) ON DELETE SET NULL,
    at TEXT NOT NULL,
    ended_at TEXT
) STRICT;
CREATE TABLE peer_echoes (
    id INTEGER PRIMARY KEY,
    cohort_id INTEGER NOT NULL REFERENCES cohorts(id) ON DELETE CASCADE,
    moment TEXT NOT NULL,
    subject_id INTEGER NOT NULL REFERENCES people(id) ON DELETE CASCADE,
    questionnaire TEXT REFERENCES questionnaires(hash),
    closed_at TEXT NOT NULL,
    strengths TEXT NOT NULL,
    words TEXT,
    ready_at TEXT,
    told_at TEXT,
    UNIQUE (cohort_id, moment, subject_id)
) STRICT;
CREATE TABLE peer_pairs (
    cohort_id INTEGER NOT NULL REFERENCES cohorts(id) ON DELETE CASCADE,
    moment TEXT NOT NULL,
    rater_id INTEGER NOT NULL REFERENCES people(id) ON DELETE CASCADE,
    subject_id INTEGER NOT NULL REFERENCES people(id) ON DELETE CASCADE,
    place INTEGER NOT NULL,
    PRIMARY KEY (cohort_id, moment, rater_id, subject_id)
) STRICT, WITHOUT ROWID;
CREATE TABLE peer_words (
    id TEXT PRIMARY KEY,
    echo_id INTEGER NOT NULL REFERENCES peer_echoes(id) ON DELETE CASCADE,
    instance_id INTEGER REFERENCES instances(id) ON DELETE CASCADE,
    question TEXT NOT NULL,
    revision INTEGER NOT NULL,
    state TEXT NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'retold', 'set_aside')),
    retold TEXT
) STRICT, WITHOUT ROWID;
CREATE TABLE people (
    id INTEGER PRIMARY KEY,
    code TEXT NOT NULL UNIQUE,
    cohort_id INTEGER REFERENCES cohorts(id),
    cae_id INTEGER REFERENCES caes(id),
    role TEXT NOT NULL,
    language TEXT,
    variant TEXT NOT NULL DEFAULT '',
    slow INTEGER NOT NULL DEFAULT 0,
    sending_from INTEGER NOT NULL DEFAULT 18,
    sending_until INTEGER NOT NULL DEFAULT 20,
    timezone TEXT,
    created_at TEXT NOT NULL,
    withdrawn_at TEXT
) STRICT;
INSERT INTO "people" VALUES(1,'FC-X6BF6K5',1,1,'participant','fr','f',0,18,20,NULL,'2026-11-20T08:00:00.000000Z',NULL);
INSERT INTO "people" VALUES(2,'FC-GBN45JF',1,1,'participant','fr','f',0,18,20,NULL,'2026-11-20T08:00:00.000000Z',NULL);
CREATE TABLE phone_calls (
    id INTEGER PRIMARY KEY,
    person_id INTEGER NOT NULL REFERENCES people(id) ON DELETE CASCADE,
    cae_id INTEGER REFERENCES caes(id),
    cohort_id INTEGER NOT NULL REFERENCES cohorts(id) ON DELETE CASCADE,
    moment TEXT NOT NULL,
    outcome TEXT NOT NULL CHECK (outcome IN ('done', 'back_at', 'wrong_number', 'no_answer', 'refuses')),
    back_at TEXT,
    number TEXT NOT NULL CHECK (number IN ('own', 'second', 'none')),
    author TEXT NOT NULL,
    at TEXT NOT NULL,
    CHECK ((back_at IS NOT NULL) = (outcome = 'back_at'))
) STRICT;
CREATE TABLE prescriptions (
    person_id INTEGER PRIMARY KEY REFERENCES people(id) ON DELETE CASCADE,
    partner_id INTEGER REFERENCES people(id) ON DELETE SET NULL,
    at TEXT NOT NULL
) STRICT;
CREATE TABLE questionnaires (
    hash TEXT PRIMARY KEY,
    id TEXT NOT NULL,
    version INTEGER NOT NULL,
    body TEXT NOT NULL,
    kept_at TEXT NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO "questionnaires" VALUES('6f873d6a6e84e9c6','registration',2,'{"id":"registration","version":2,"audience":"participant","moment":"once","order":10,"subject":"","questions":[{"key":"language","kind":"language","steps":[{"name":"language","question":"language","phrase":{"key":"registration.language","wordings":{"fr":{"":{"printed":"Quelle langue parlez-vous ?","spoken":"Quelle langue parlez-vous ?"}},"ar":{"":{"printed":"أي لغة تتكلمون؟","spoken":"أَيَّ لُغَةٍ تَتَكَلَّمُون؟"},"f":{"printed":"أي لغة تتكلمين؟","spoken":"أَيَّ لُغَةٍ تَتَكَلَّمِين؟"},"m":{"printed":"أي لغة تتكلم؟","spoken":"أَيَّ لُغَةٍ تَتَكَلَّم؟"}},"fa_AF":{"":{"printed":"به کدام زبان گپ می‌زنید؟","spoken":"به کدام زبان گپ می‌زنید؟"}}}},"input":"choices","choices":[{"key":"fr","picture":"language_fr","phrase":{"key":"registration.language.fr","wordings":{"fr":{"":{"printed":"Français","spoken":"Français"}},"ar":{"":{"printed":"الفرنسية","spoken":"الْفَرَنْسِيَّه"}},"fa_AF":{"":{"printed":"فرانسوی","spoken":"فرانسوی"}}}},"forms":{"fr":["français","le français","francais","je parle français"],"ar":["الفرنسية","فرنسي","فرنساوي","فرنسية","فرانسي"],"fa_AF":["فرانسوی","فرانسه‌ای","فرانسه","زبان فرانسوی"]}},{"key":"ar","picture":"language_ar","phrase":{"key":"registration.language.ar","wordings":{"fr":{"":{"printed":"Arabe","spoken":"Arabe"}},"ar":{"":{"printed":"العربية","spoken":"الْعَرَبِيَّه"}},"fa_AF":{"":{"printed":"عربی","spoken":"عربی"}}}},"forms":{"fr":["arabe","l''arabe","je parle arabe"],"ar":["العربية","عربي","عربية","العربي","بالعربي"],"fa_AF":["عربی","زبان عربی"]}},{"key":"fa_AF","picture":"language_fa_AF","phrase":{"key":"registration.language.fa_AF","wordings":{"fr":{"":{"printed":"Dari","spoken":"Dari"}},"ar":{"":{"printed":"الدرية","spoken":"الدَرِيَّه"}},"fa_AF":{"":{"printed":"دری","spoken":"دری"}}}},"forms":{"fr":["dari","le dari","farsi","persan","afghan"],"ar":["الدرية","دري","الدري","فارسي","الفارسية","أفغاني"],"fa_AF":["دری","فارسی","فارسی دری","زبان دری"]}},{"key":"other","picture":"language","phrase":{"key":"registration.language.other","wordings":{"fr":{"":{"printed":"Une autre langue","spoken":"Une autre langue"}},"ar":{"":{"printed":"لغة أخرى","spoken":"لُغَةٌ أُخْرَى"}},"fa_AF":{"":{"printed":"زبان دیگر","spoken":"زبانِ دیگر"}}}},"forms":{"fr":["autre langue","autre","une autre","pachto","pachtou","ourdou","turc","anglais","kurde","somali","tigrigna","ouzbek"],"ar":["لغة أخرى","لغة تانية","غيرها","كردي","تركي","إنجليزي","أمازيغي","صومالي","تغرينية","بشتو"],"fa_AF":["زبان دیگر","پشتو","ازبکی","هزارگی","ترکمنی","ترکی","اردو","انگلیسی","دیگر"]}}]}],"when":null,"personal":false,"purpose":null,"required":false,"practice":false,"sets":"language","bounds":null,"long":null,"picture":"","distinct":false,"by":"","recalls":"","references":{}},{"key":"welcome","kind":"info","steps":[{"name":"welcome","question":"welcome","phrase":{"key":"registration.welcome","wordings":{"fr":{"":{"printed":"Bonjour et bienvenue. Je suis l''assistant Flashcoop.","spoken":"Bonjour et bienvenue. Je suis l''assistant Flashcoop."}},"ar":{"":{"printed":"مرحبًا بكم. أنا مساعد فلاشكوب.","spoken":"مَرْحَبًا بِكُمْ. أَنَا مُسَاعِدُ فِلَاشْكُوب."},"f":{"printed":"مرحبًا بك. أنا مساعد فلاشكوب.","spoken":"مَرْحَبًا بِكِ. أَنَا مُسَاعِدُ فِلَاشْكُوب."},"m":{"printed":"مرحبًا بك. أنا مساعد فلاشكوب.","spoken":"مَرْحَبًا بِكَ. أَنَا مُسَاعِدُ فِلَاشْكُوب."}},"fa_AF":{"":{"printed":"سلام و خوش آمدید. من دستیار فلشکوپ هستم.","spoken":"سلام و خوش آمدید. من دستیارِ فِلَشکوپ هستم."}}}},"input":"continue","choices":[{"key":"continue","picture":"next","phrase":{"key":"common.continue","wordings":{"fr":{"":{"printed":"Continuer","spoken":"Continuer"}},"ar":{"":{"printed":"متابعة","spoken":"مُتَابَعَه"}},"fa_AF":{"":{"printed":"ادامه","spoken":"ادامه"}}}},"forms":{"fr":["oui","ouais","ouep","oui oui","d''accord","ok","okay","bien sûr","bien entendu","exactement","exact","c''est ça","tout à fait","absolument","c''est vrai","voilà","louis","ouïe","wi"],"ar":["نعم","بلى","أجل","إي","آه","أي","إيه","أيوه","ايوا","أيوة","واه","تمام","طيب","أكيد","صح","صحيح","ماشي","موافق","موافقة","طبعا","نعم نعم"],"fa_AF":["بلی","بله","ها","هان","آ","آری","درست است","خوب","بلی بلی","ها ها","درسته","صحیح است","البته","قبول دارم","بلی درست است"]}}]}],"when":null,"personal":false,"purpose":null,"required":false,"practice":false,"sets":null,"bounds":null,"long":null,"picture":"","distinct":false,"by":"","recalls":"","references":{}},{"key":"how_it_works","kind":"info","steps":[{"name":"how_it_works","question":"how_it_works","phrase":{"key":"registration.how_it_works","wordings":{"fr":{"":{"printed":"Parlez ou touchez une image. Les flèches répètent. La main appelle quelqu''un.","spoken":"Parlez ou touchez une image. Les flèches répètent. La main appelle quelqu''un."}},"ar":{"":{"printed":"تكلموا أو المسوا صورة. الأسهم تعيد السؤال. اليد تطلب المساعدة.","spoken":"تَكَلَّمُو أَوِ اِلْمِسُو صُورَه. الْأَسْهُمُ تُعِيدُ السُؤَال. الْيَدُ تَطْلُبُ الْمُسَاعَدَه."},"f":{"printed":"تكلمي أو المسي صورة. الأسهم تعيد السؤال. اليد تطلب المساعدة.","spoken":"تَكَلَّمِي أَوِ اِلْمِسِي صُورَه. الْأَسْهُمُ تُعِيدُ السُؤَال. الْيَدُ تَطْلُبُ الْمُسَاعَدَه."},"m":{"printed":"تكلم أو المس صورة. الأسهم تعيد السؤال. اليد تطلب المساعدة.","spoken":"تَكَلَّمْ أَوِ اِلْمِسْ صُورَه. الْأَسْهُمُ تُعِيدُ السُؤَال. الْيَدُ تَطْلُبُ الْمُسَاعَدَه."}},"fa_AF":{"":{"printed":"گپ بزنید یا تصویر را فشار بدهید. تیرها: تکرار. دست: کمک.","spoken":"گپ بزنید یا تصویر را فشار بدهید. تیرها: تکرار. دست: کمک."}}}},"input":"continue","choices":[{"key":"continue","picture":"next","phrase":{"key":"common.continue","wordings":{"fr":{"":{"printed":"Continuer","spoken":"Continuer"}},"ar":{"":{"printed":"متابعة","spoken":"مُتَابَعَه"}},"fa_AF":{"":{"printed":"ادامه","spoken":"ادامه"}}}},"forms":{"fr":["oui","ouais","ouep","oui oui","d''accord","ok","okay","bien sûr","bien entendu","exactement","exact","c''est ça","tout à fait","absolument","c''est vrai","voilà","louis","ouïe","wi"],"ar":["نعم","بلى","أجل","إي","آه","أي","إيه","أيوه","ايوا","أيوة","واه","تمام","طيب","أكيد","صح","صحيح","ماشي","موافق","موافقة","طبعا","نعم نعم"],"fa_AF":["بلی","بله","ها","هان","آ","آری","درست است","خوب","بلی بلی","ها ها","درسته","صحیح است","البته","قبول دارم","بلی درست است"]}}]}],"when":null,"personal":false,"purpose":null,"required":false,"practice":false,"sets":null,"bounds":null,"long":null,"picture":"","distinct":false,"by":"","recalls":"","references":{}},{"key":"bot","kind":"consent","steps":[{"name":"bot","question":"bot","phrase":{"key":"registration.bot","wordings":{"fr":{"":{"printed":"Voulez-vous répondre avec cet assistant ? Refuser ne change rien à votre place.","spoken":"Voulez-vous répondre avec cet assistant ? Refuser ne change rien à votre place."}},"ar":{"":{"printed":"هل تريدون الإجابة مع هذا المساعد؟ إذا رفضتم، يبقى مكانكم كما هو.","spoken":"هَلْ تُرِيدُونَ الْإِجَابَةَ مَعَ هٰذَا الْمُسَاعِد؟ إِذَا رَفَضْتُمْ، يَبْقَى مَكَانُكُمْ كَمَا هُوَ."},"f":{"printed":"هل تريدين الإجابة مع هذا المساعد؟ إذا رفضت، يبقى مكانك كما هو.","spoken":"هَلْ تُرِيدِينَ الْإِجَابَةَ مَعَ هٰذَا الْمُسَاعِد؟ إِذَا رَفَضْتِ، يَبْقَى مَكَانُكِ كَمَا هُوَ."},"m":{"printed":"هل تريد الإجابة مع هذا المساعد؟ إذا رفضت، يبقى مكانك كما هو.","spoken":"هَلْ تُرِيدُ الْإِجَابَةَ مَعَ هٰذَا الْمُسَاعِد؟ إِذَا رَفَضْتَ، يَبْقَى مَكَانُكَ كَمَا هُوَ."}},"fa_AF":{"":{"printed":"می‌خواهید با این دستیار جواب بدهید؟ اگر نی بگویید، جای‌تان تغییر نمی‌کند.","spoken":"می‌خواهید با این دستیار جواب بدهید؟ اگر نی بگویید، جای‌تان تغییر نمی‌کند."}}}},"input":"choices","choices":[{"key":"yes","picture":"yes","phrase":{"key":"common.yes","wordings":{"fr":{"":{"printed":"Oui","spoken":"Oui"}},"ar":{"":{"printed":"نعم","spoken":"نَعَمْ"}},"fa_AF":{"":{"printed":"بلی","spoken":"بلی"}}}},"forms":{"fr":["oui","ouais","ouep","oui oui","d''accord","ok","okay","bien sûr","bien entendu","exactement","exact","c''est ça","tout à fait","absolument","c''est vrai","voilà","louis","ouïe","wi"],"ar":["نعم","بلى","أجل","إي","آه","أي","إيه","أيوه","ايوا","أيوة","واه","تمام","طيب","أكيد","صح","صحيح","ماشي","موافق","موافقة","طبعا","نعم نعم"],"fa_AF":["بلی","بله","ها","هان","آ","آری","درست است","خوب","بلی بلی","ها ها","درسته","صحیح است","البته","قبول دارم","بلی درست است"]}},{"key":"no","picture":"no","phrase":{"key":"common.no","wordings":{"fr":{"":{"printed":"Non","spoken":"Non"}},"ar":{"":{"printed":"لا","spoken":"لَا"}},"fa_AF":{"":{"printed":"نی","spoken":"نی"}}}},"forms":{"fr":["non","nan","non non","pas du tout","pas d''accord","je ne suis pas d''accord","je suis pas d''accord","c''est faux","jamais","mais non"],"ar":["لا","كلا","لأ","مو","مش","لالا","لا لا","لا لا لا","أبدا","غير صحيح","غير موافق","مش موافق","مو صح","لست موافقا"],"fa_AF":["نی","نخیر","نه","خیر","نا","نه نه","نی نی","نه خیر","قبول ندارم","درست نیست","غلط است"]}}]}],"when":null,"personal":false,"purpose":"bot","required":true,"practice":false,"sets":null,"bounds":null,"long":null,"picture":"","distinct":false,"by":"","recalls":"","references":{}},{"key":"keep_audio","kind":"consent","steps":[{"name":"keep_audio","question":"keep_audio","phrase":{"key":"registration.keep_audio","wordings":{"fr":{"":{"printed":"Peut-on garder votre voix trente jours au plus ? Refuser ne change rien à votre place.","spoken":"Peut-on garder votre voix trente jours au plus ? Refuser ne change rien à votre place."}},"ar":{"":{"printed":"هل يمكن أن نحتفظ بصوتكم ثلاثين يومًا على الأكثر؟ إذا رفضتم، يبقى مكانكم كما هو.","spoken":"هَلْ يُمْكِنُ أَنْ نَحْتَفِظَ بِصَوْتِكُمْ ثَلَاثِينَ يَوْمًا عَلَى الْأَكْثَر؟ إِذَا رَفَضْتُمْ، يَبْقَى مَكَانُكُمْ كَمَا هُوَ."},"f":{"printed":"هل يمكن أن نحتفظ بصوتك ثلاثين يومًا على الأكثر؟ إذا رفضت، يبقى مكانك كما هو.","spoken":"هَلْ يُمْكِنُ أَنْ نَحْتَفِظَ بِصَوْتِكِ ثَلَاثِينَ يَوْمًا عَلَى الْأَكْثَر؟ إِذَا رَفَضْتِ، يَبْقَى مَكَانُكِ كَمَا هُوَ."},"m":{"printed":"هل يمكن أن نحتفظ بصوتك ثلاثين يومًا على الأكثر؟ إذا رفضت، يبقى مكانك كما هو.","spoken":"هَلْ يُمْكِنُ أَنْ نَحْتَفِظَ بِصَوْتِكَ ثَلَاثِينَ يَوْمًا عَلَى الْأَكْثَر؟ إِذَا رَفَضْتَ، يَبْقَى مَكَانُكَ كَمَا هُوَ."}},"fa_AF":{"":{"printed":"صدای شما را تا سی روز نگه داریم؟ اگر نی بگویید، جای شما تغییر نمی‌کند.","spoken":"صدای شما را تا سی روز نگه داریم؟ اگر نی بگویید، جایِ شما تغییر نمی‌کند."}}}},"input":"choices","choices":[{"key":"yes","picture":"yes","phrase":{"key":"common.yes","wordings":{"fr":{"":{"printed":"Oui","spoken":"Oui"}},"ar":{"":{"printed":"نعم","spoken":"نَعَمْ"}},"fa_AF":{"":{"printed":"بلی","spoken":"بلی"}}}},"forms":{"fr":["oui","ouais","ouep","oui oui","d''accord","ok","okay","bien sûr","bien entendu","exactement","exact","c''est ça","tout à fait","absolument","c''est vrai","voilà","louis","ouïe","wi"],"ar":["نعم","بلى","أجل","إي","آه","أي","إيه","أيوه","ايوا","أيوة","واه","تمام","طيب","أكيد","صح","صحيح","ماشي","موافق","موافقة","طبعا","نعم نعم"],"fa_AF":["بلی","بله","ها","هان","آ","آری","درست است","خوب","بلی بلی","ها ها","درسته","صحیح است","البته","قبول دارم","بلی درست است"]}},{"key":"no","picture":"no","phrase":{"key":"common.no","wordings":{"fr":{"":{"printed":"Non","spoken":"Non"}},"ar":{"":{"printed":"لا","spoken":"لَا"}},"fa_AF":{"":{"printed":"نی","spoken":"نی"}}}},"forms":{"fr":["non","nan","non non","pas du tout","pas d''accord","je ne suis pas d''accord","je suis pas d''accord","c''est faux","jamais","mais non"],"ar":["لا","كلا","لأ","مو","مش","لالا","لا لا","لا لا لا","أبدا","غير صحيح","غير موافق","مش موافق","مو صح","لست موافقا"],"fa_AF":["نی","نخیر","نه","خیر","نا","نه نه","نی نی","نه خیر","قبول ندارم","درست نیست","غلط است"]}}]}],"when":null,"personal":false,"purpose":"keep_audio","required":false,"practice":false,"sets":null,"bounds":null,"long":"Un consentement dit l''usage, la durée, et que refuser ne change rien.","picture":"","distinct":false,"by":"","recalls":"","references":{}},{"key":"quote","kind":"consent","steps":[{"name":"quote","question":"quote","phrase":{"key":"registration.quote","wordings":{"fr":{"":{"printed":"Peut-on écrire vos mots dans le rapport public, sans votre nom ? Refuser ne change rien à votre place.","spoken":"Peut-on écrire vos mots dans le rapport public, sans votre nom ? Refuser ne change rien à votre place."}},"ar":{"":{"printed":"هل يمكن أن نكتب كلامكم في تقرير منشور، بدون اسمكم؟ إذا رفضتم، يبقى مكانكم كما هو.","spoken":"هَلْ يُمْكِنُ أَنْ نَكْتُبَ كَلَامَكُمْ فِي تَقْرِيرٍ مَنْشُور، بِدُونِ اِسْمِكُمْ؟ إِذَا رَفَضْتُمْ، يَبْقَى مَكَانُكُمْ كَمَا هُوَ."},"f":{"printed":"هل يمكن أن نكتب كلامك في تقرير منشور، بدون اسمك؟ إذا رفضت، يبقى مكانك كما هو.","spoken":"هَلْ يُمْكِنُ أَنْ نَكْتُبَ كَلَامَكِ فِي تَقْرِيرٍ مَنْشُور، بِدُونِ اِسْمِكِ؟ إِذَا رَفَضْتِ، يَبْقَى مَكَانُكِ كَمَا هُوَ."},"m":{"printed":"هل يمكن أن نكتب كلامك في تقرير منشور، بدون اسمك؟ إذا رفضت، يبقى مكانك كما هو.","spoken":"هَلْ يُمْكِنُ أَنْ نَكْتُبَ كَلَامَكَ فِي تَقْرِيرٍ مَنْشُور، بِدُونِ اِسْمِكَ؟ إِذَا رَفَضْتَ، يَبْقَى مَكَانُكَ كَمَا هُوَ."}},"fa_AF":{"":{"printed":"گپ‌های شما را در راپور عمومی، بدون نام شما، بنویسیم؟ اگر نی بگویید، جای شما تغییر نمی‌کند.","spoken":"گپ‌های شما را در راپورِ عمومی، بدونِ نامِ شما، بنویسیم؟ اگر نی بگویید، جایِ شما تغییر نمی‌کند."}}}},"input":"choices","choices":[{"key":"yes","picture":"yes","phrase":{"key":"common.yes","wordings":{"fr":{"":{"printed":"Oui","spoken":"Oui"}},"ar":{"":{"printed":"نعم","spoken":"نَعَمْ"}},"fa_AF":{"":{"printed":"بلی","spoken":"بلی"}}}},"forms":{"fr":["oui","ouais","ouep","oui oui","d''accord","ok","okay","bien sûr","bien entendu","exactement","exact","c''est ça","tout à fait","absolument","c''est vrai","voilà","louis","ouïe","wi"],"ar":["نعم","بلى","أجل","إي","آه","أي","إيه","أيوه","ايوا","أيوة","واه","تمام","طيب","أكيد","صح","صحيح","ماشي","موافق","موافقة","طبعا","نعم نعم"],"fa_AF":["بلی","بله","ها","هان","آ","آری","درست است","خوب","بلی بلی","ها ها","درسته","صحیح است","البته","قبول دارم","بلی درست است"]}},{"key":"no","picture":"no","phrase":{"key":"common.no","wordings":{"fr":{"":{"printed":"Non","spoken":"Non"}},"ar":{"":{"printed":"لا","spoken":"لَا"}},"fa_AF":{"":{"printed":"نی","spoken":"نی"}}}},"forms":{"fr":["non","nan","non non","pas du tout","pas d''accord","je ne suis pas d''accord","je suis pas d''accord","c''est faux","jamais","mais non"],"ar":["لا","كلا","لأ","مو","مش","لالا","لا لا","لا لا لا","أبدا","غير صحيح","غير موافق","مش موافق","مو صح","لست موافقا"],"fa_AF":["نی","نخیر","نه","خیر","نا","نه نه","نی نی","نه خیر","قبول ندارم","درست نیست","غلط است"]}}]}],"when":null,"personal":false,"purpose":"quote","required":false,"practice":false,"sets":null,"bounds":null,"long":"Un consentement dit l''usage, la durée, et que refuser ne change rien.","picture":"","distinct":false,"by":"","recalls":"","references":{}},{"key":"researcher","kind":"consent","steps":[{"name":"researcher","question":"researcher","phrase":{"key":"registration.researcher","wordings":{"fr":{"":{"printed":"Un chercheur peut-il écouter votre voix, sans votre nom ? Refuser ne change rien à votre place.","spoken":"Un chercheur peut-il écouter votre voix, sans votre nom ? Refuser ne change rien à votre place."}},"ar":{"":{"printed":"هل يمكن لباحث أن يسمع صوتكم، بدون اسمكم؟ إذا رفضتم، يبقى مكانكم كما هو.","spoken":"هَلْ يُمْكِنُ لِبَاحِثٍ أَنْ يَسْمَعَ صَوْتَكُمْ، بِدُونِ اِسْمِكُمْ؟ إِذَا رَفَضْتُمْ، يَبْقَى مَكَانُكُمْ كَمَا هُوَ."},"f":{"printed":"هل يمكن لباحث أن يسمع صوتك، بدون اسمك؟ إذا رفضت، يبقى مكانك كما هو.","spoken":"هَلْ يُمْكِنُ لِبَاحِثٍ أَنْ يَسْمَعَ صَوْتَكِ، بِدُونِ اِسْمِكِ؟ إِذَا رَفَضْتِ، يَبْقَى مَكَانُكِ كَمَا هُوَ."},"m":{"printed":"هل يمكن لباحث أن يسمع صوتك، بدون اسمك؟ إذا رفضت، يبقى مكانك كما هو.","spoken":"هَلْ يُمْكِنُ لِبَاحِثٍ أَنْ يَسْمَعَ صَوْتَكَ، بِدُونِ اِسْمِكَ؟ إِذَا رَفَضْتَ، يَبْقَى مَكَانُكَ كَمَا هُوَ."}},"fa_AF":{"":{"printed":"یک محقق صدای شما را، بدون نام شما، شنیده می‌تواند؟ اگر نی بگویید، جای شما تغییر نمی‌کند.","spoken":"یک محقق صدای شما را، بدونِ نامِ شما، شنیده می‌تواند؟ اگر نی بگویید، جایِ شما تغییر نمی‌کند."}}}},"input":"choices","choices":[{"key":"yes","picture":"yes","phrase":{"key":"common.yes","wordings":{"fr":{"":{"printed":"Oui","spoken":"Oui"}},"ar":{"":{"printed":"نعم","spoken":"نَعَمْ"}},"fa_AF":{"":{"printed":"بلی","spoken":"بلی"}}}},"forms":{"fr":["oui","ouais","ouep","oui oui","d''accord","ok","okay","bien sûr","bien entendu","exactement","exact","c''est ça","tout à fait","absolument","c''est vrai","voilà","louis","ouïe","wi"],"ar":["نعم","بلى","أجل","إي","آه","أي","إيه","أيوه","ايوا","أيوة","واه","تمام","طيب","أكيد","صح","صحيح","ماشي","موافق","موافقة","طبعا","نعم نعم"],"fa_AF":["بلی","بله","ها","هان","آ","آری","درست است","خوب","بلی بلی","ها ها","درسته","صحیح است","البته","قبول دارم","بلی درست است"]}},{"key":"no","picture":"no","phrase":{"key":"common.no","wordings":{"fr":{"":{"printed":"Non","spoken":"Non"}},"ar":{"":{"printed":"لا","spoken":"لَا"}},"fa_AF":{"":{"printed":"نی","spoken":"نی"}}}},"forms":{"fr":["non","nan","non non","pas du tout","pas d''accord","je ne suis pas d''accord","je suis pas d''accord","c''est faux","jamais","mais non"],"ar":["لا","كلا","لأ","مو","مش","لالا","لا لا","لا لا لا","أبدا","غير صحيح","غير موافق","مش موافق","مو صح","لست موافقا"],"fa_AF":["نی","نخیر","نه","خیر","نا","نه نه","نی نی","نه خیر","قبول ندارم","درست نیست","غلط است"]}}]}],"when":null,"personal":false,"purpose":"researcher","required":false,"practice":false,"sets":null,"bounds":null,"long":"Un consentement dit l''usage, la durée, et que refuser ne change rien.","picture":"","distinct":false,"by":"","recalls":"","references":{}},{"key":"photos","kind":"consent","steps":[{"name":"photos","question":"photos","phrase":{"key":"registration.photos","wordings":{"fr":{"":{"printed":"Peut-on publier des photos du groupe avec vous, pendant deux ans ? Refuser ne change rien à votre place.","spoken":"Peut-on publier des photos du groupe avec vous, pendant deux ans ? Refuser ne change rien à votre place."}},"ar":{"":{"printed":"هل يمكن أن ننشر صور المجموعة وأنتم فيها، لمدة سنتين؟ إذا رفضتم، يبقى مكانكم كما هو.","spoken":"هَلْ يُمْكِنُ أَنْ نَنْشُرَ صُوَرَ الْمَجْمُوعَةِ وَأَنْتُمْ فِيهَا، لِمُدَّةِ سَنَتَيْن؟ إِذَا رَفَضْتُمْ، يَبْقَى مَكَانُكُمْ كَمَا هُوَ."},"f":{"printed":"هل يمكن أن ننشر صور المجموعة وأنت فيها، لمدة سنتين؟ إذا رفضت، يبقى مكانك كما هو.","spoken":"هَلْ يُمْكِنُ أَنْ نَنْشُرَ صُوَرَ الْمَجْمُوعَةِ وَأَنْتِ فِيهَا، لِمُدَّةِ سَنَتَيْن؟ إِذَا رَفَضْتِ، يَبْقَى مَكَانُكِ كَمَا هُوَ."},"m":{"printed":"هل يمكن أن ننشر صور المجموعة وأنت فيها، لمدة سنتين؟ إذا رفضت، يبقى مكانك كما هو.","spoken":"هَلْ يُمْكِنُ أَنْ نَنْشُرَ صُوَرَ الْمَجْمُوعَةِ وَأَنْتَ فِيهَا، لِمُدَّةِ سَنَتَيْن؟ إِذَا رَفَضْتَ، يَبْقَى مَكَانُكَ كَمَا هُوَ."}},"fa_AF":{"":{"printed":"عکس‌های گروپ را که شما در آن هستید، دو سال نشر کنیم؟ اگر نی بگویید، جای شما تغییر نمی‌کند.","spoken":"عکس‌های گروپ را که شما در آن هستید، دو سال نشر کنیم؟ اگر نی بگویید، جایِ شما تغییر نمی‌کند."}}}},"input":"choices","choices":[{"key":"yes","picture":"yes","phrase":{"key":"common.yes","wordings":{"fr":{"":{"printed":"Oui","spoken":"Oui"}},"ar":{"":{"printed":"نعم","spoken":"نَعَمْ"}},"fa_AF":{"":{"printed":"بلی","spoken":"بلی"}}}},"forms":{"fr":["oui","ouais","ouep","oui oui","d''accord","ok","okay","bien sûr","bien entendu","exactement","exact","c''est ça","tout à fait","absolument","c''est vrai","voilà","louis","ouïe","wi"],"ar":["نعم","بلى","أجل","إي","آه","أي","إيه","أيوه","ايوا","أيوة","واه","تمام","طيب","أكيد","صح","صحيح","ماشي","موافق","موافقة","طبعا","نعم نعم"],"fa_AF":["بلی","بله","ها","هان","آ","آری","درست است","خوب","بلی بلی","ها ها","درسته","صحیح است","البته","قبول دارم","بلی درست است"]}},{"key":"no","picture":"no","phrase":{"key":"common.no","wordings":{"fr":{"":{"printed":"Non","spoken":"Non"}},"ar":{"":{"printed":"لا","spoken":"لَا"}},"fa_AF":{"":{"printed":"نی","spoken":"نی"}}}},"forms":{"fr":["non","nan","non non","pas du tout","pas d''accord","je ne suis pas d''accord","je suis pas d''accord","c''est faux","jamais","mais non"],"ar":["لا","كلا","لأ","مو","مش","لالا","لا لا","لا لا لا","أبدا","غير صحيح","غير موافق","مش موافق","مو صح","لست موافقا"],"fa_AF":["نی","نخیر","نه","خیر","نا","نه نه","نی نی","نه خیر","قبول ندارم","درست نیست","غلط است"]}}]}],"when":null,"personal":false,"purpose":"photos","required":false,"practice":false,"sets":null,"bounds":null,"long":"Un consentement dit l''usage, la durée, et que refuser ne change rien.","picture":"","distinct":false,"by":"","recalls":"","references":{}},{"key":"contact","kind":"consent","steps":[{"name":"contact","question":"contact","phrase":{"key":"registration.contact","wordings":{"fr":{"":{"printed":"Peut-on vous rappeler dans quatre à six mois ? Refuser ne change rien à votre place.","spoken":"Peut-on vous rappeler dans quatre à six mois ? Refuser ne change rien à votre place."}},"ar":{"":{"printed":"هل يمكن أن نتصل بكم بعد أربعة إلى ستة أشهر؟ إذا رفضتم، يبقى مكانكم كما هو.","spoken":"هَلْ يُمْكِنُ أَنْ نَتَّصِلَ بِكُمْ بَعْدَ أَرْبَعَةٍ إِلَى سِتَّةِ أَشْهُر؟ إِذَا رَفَضْتُمْ، يَبْقَى مَكَانُكُمْ كَمَا هُوَ."},"f":{"printed":"هل يمكن أن نتصل بك بعد أربعة إلى ستة أشهر؟ إذا رفضت، يبقى مكانك كما هو.","spoken":"هَلْ يُمْكِنُ أَنْ نَتَّصِلَ بِكِ بَعْدَ أَرْبَعَةٍ إِلَى سِتَّةِ أَشْهُر؟ إِذَا رَفَضْتِ، يَبْقَى مَكَانُكِ كَمَا هُوَ."},"m":{"printed":"هل يمكن أن نتصل بك بعد أربعة إلى ستة أشهر؟ إذا رفضت، يبقى مكانك كما هو.","spoken":"هَلْ يُمْكِنُ أَنْ نَتَّصِلَ بِكَ بَعْدَ أَرْبَعَةٍ إِلَى سِتَّةِ أَشْهُر؟ إِذَا رَفَضْتَ، يَبْقَى مَكَانُكَ كَمَا هُوَ."}},"fa_AF":{"":{"printed":"بعد از چهار تا شش ماه به شما زنگ بزنیم؟ اگر نی بگویید، جای شما تغییر نمی‌کند.","spoken":"بعد از چهار تا شش ماه به شما زنگ بزنیم؟ اگر نی بگویید، جایِ شما تغییر نمی‌کند."}}}},"input":"choices","choices":[{"key":"yes","picture":"yes","phrase":{"key":"common.yes","wordings":{"fr":{"":{"printed":"Oui","spoken":"Oui"}},"ar":{"":{"printed":"نعم","spoken":"نَعَمْ"}},"fa_AF":{"":{"printed":"بلی","spoken":"بلی"}}}},"forms":{"fr":["oui","ouais","ouep","oui oui","d''accord","ok","okay","bien sûr","bien entendu","exactement","exact","c''est ça","tout à fait","absolument","c''est vrai","voilà","louis","ouïe","wi"],"ar":["نعم","بلى","أجل","إي","آه","أي","إيه","أيوه","ايوا","أيوة","واه","تمام","طيب","أكيد","صح","صحيح","ماشي","موافق","موافقة","طبعا","نعم نعم"],"fa_AF":["بلی","بله","ها","هان","آ","آری","درست است","خوب","بلی بلی","ها ها","درسته","صحیح است","البته","قبول دارم","بلی درست است"]}},{"key":"no","picture":"no","phrase":{"key":"common.no","wordings":{"fr":{"":{"printed":"Non","spoken":"Non"}},"ar":{"":{"printed":"لا","spoken":"لَا"}},"fa_AF":{"":{"printed":"نی","spoken":"نی"}}}},"forms":{"fr":["non","nan","non non","pas du tout","pas d''accord","je ne suis pas d''accord","je suis pas d''accord","c''est faux","jamais","mais non"],"ar":["لا","كلا","لأ","مو","مش","لالا","لا لا","لا لا لا","أبدا","غير صحيح","غير موافق","مش موافق","مو صح","لست موافقا"],"fa_AF":["نی","نخیر","نه","خیر","نا","نه نه","نی نی","نه خیر","قبول ندارم","درست نیست","غلط است"]}}]}],"when":null,"personal":false,"purpose":"contact","required":false,"practice":false,"sets":null,"bounds":null,"long":"Un consentement dit l''usage, la durée, et que refuser ne change rien.","picture":"","distinct":false,"by":"","recalls":"","references":{}},{"key":"records","kind":"consent","steps":[{"name":"records","question":"records","phrase":{"key":"registration.records","wordings":{"fr":{"":{"printed":"Peut-on donner vos réponses à la coopérative qui vous accompagne ? Refuser ne change rien à votre place.","spoken":"Peut-on donner vos réponses à la coopérative qui vous accompagne ? Refuser ne change rien à votre place."}},"ar":{"":{"printed":"هل يمكن أن نعطي أجوبتكم للتعاونية التي ترافقكم؟ إذا رفضتم، يبقى مكانكم كما هو.","spoken":"هَلْ يُمْكِنُ أَنْ نُعْطِيَ أَجْوِبَتَكُمْ لِلتَّعَاوُنِيَّةِ الَّتِي تُرَافِقُكُمْ؟ إِذَا رَفَضْتُمْ، يَبْقَى مَكَانُكُمْ كَمَا هُوَ."},"f":{"printed":"هل يمكن أن نعطي أجوبتك للتعاونية التي ترافقك؟ إذا رفضت، يبقى مكانك كما هو.","spoken":"هَلْ يُمْكِنُ أَنْ نُعْطِيَ أَجْوِبَتَكِ لِلتَّعَاوُنِيَّةِ الَّتِي تُرَافِقُكِ؟ إِذَا رَفَضْتِ، يَبْقَى مَكَانُكِ كَمَا هُوَ."},"m":{"printed":"هل يمكن أن نعطي أجوبتك للتعاونية التي ترافقك؟ إذا رفضت، يبقى مكانك كما هو.","spoken":"هَلْ يُمْكِنُ أَنْ نُعْطِيَ أَجْوِبَتَكَ لِلتَّعَاوُنِيَّةِ الَّتِي تُرَافِقُكَ؟ إِذَا رَفَضْتَ، يَبْقَى مَكَانُكَ كَمَا هُوَ."}},"fa_AF":{"":{"printed":"جواب‌های شما را به کوپراتیفی بدهیم که شما را همراهی می‌کند؟ اگر نی بگویید، جای شما تغییر نمی‌کند.","spoken":"جواب‌های شما را به کوپراتیفی بدهیم که شما را همراهی می‌کند؟ اگر نی بگویید، جایِ شما تغییر نمی‌کند."}}}},"input":"choices","choices":[{"key":"yes","picture":"yes","phrase":{"key":"common.yes","wordings":{"fr":{"":{"printed":"Oui","spoken":"Oui"}},"ar":{"":{"printed":"نعم","spoken":"نَعَمْ"}},"fa_AF":{"":{"printed":"بلی","spoken":"بلی"}}}},"forms":{"fr":["oui","ouais","ouep","oui oui","d''accord","ok","okay","bien sûr","bien entendu","exactement","exact","c''est ça","tout à fait","absolument","c''est vrai","voilà","louis","ouïe","wi"],"ar":["نعم","بلى","أجل","إي","آه","أي","إيه","أيوه","ايوا","أيوة","واه","تمام","طيب","أكيد","صح","صحيح","ماشي","موافق","موافقة","طبعا","نعم نعم"],"fa_AF":["بلی","بله","ها","هان","آ","آری","درست است","خوب","بلی بلی","ها ها","درسته","صحیح است","البته","قبول دارم","بلی درست است"]}},{"key":"no","picture":"no","phrase":{"key":"common.no","wordings":{"fr":{"":{"printed":"Non","spoken":"Non"}},"ar":{"":{"printed":"لا","spoken":"لَا"}},"fa_AF":{"":{"printed":"نی","spoken":"نی"}}}},"forms":{"fr":["non","nan","non non","pas du tout","pas d''accord","je ne suis pas d''accord","je suis pas d''accord","c''est faux","jamais","mais non"],"ar":["لا","كلا","لأ","مو","مش","لالا","لا لا","لا لا لا","أبدا","غير صحيح","غير موافق","مش موافق","مو صح","لست موافقا"],"fa_AF":["نی","نخیر","نه","خیر","نا","نه نه","نی نی","نه خیر","قبول ندارم","درست نیست","غلط است"]}}]}],"when":null,"personal":false,"purpose":"records","required":false,"practice":false,"sets":null,"bounds":null,"long":"Un consentement dit l''usage, la durée, et que refuser ne change rien.","picture":"","distinct":false,"by":"","recalls":"","references":{}},{"key":"civility","kind":"choice","steps":[{"name":"civility","question":"civility","phrase":{"key":"registration.civility","wordings":{"fr":{"":{"printed":"Quelle est la civilité ?","spoken":"Quelle est la civilité ?"}},"ar":{"":{"printed":"سيدة أم سيد؟","spoken":"سَيِّدَةٌ أَمْ سَيِّد؟"}},"fa_AF":{"":{"printed":"خانم یا آقا؟","spoken":"خانم یا آقا؟"}}}},"input":"choices","choices":[{"key":"madame","picture":"woman","phrase":{"key":"registration.civility.madame","wordings":{"fr":{"":{"printed":"Madame","spoken":"Madame"}},"ar":{"":{"printed":"سيدة","spoken":"سَيِّدَه"}},"fa_AF":{"":{"printed":"خانم","spoken":"خانم"}}}},"forms":{"fr":["madame","mme","une femme"],"ar":["سيدة","السيدة","مدام","امرأة"],"fa_AF":["خانم","زن"]}},{"key":"monsieur","picture":"man","phrase":{"key":"registration.civility.monsieur","wordings":{"fr":{"":{"printed":"Monsieur","spoken":"Monsieur"}},"ar":{"":{"printed":"سيد","spoken":"سَيِّد"}},"fa_AF":{"":{"printed":"آقا","spoken":"آقا"}}}},"forms":{"fr":["monsieur","m","un homme"],"ar":["سيد","السيد","رجل"],"fa_AF":["آقا","مرد"]}}]}],"when":null,"personal":true,"purpose":null,"required":false,"practice":false,"sets":null,"bounds":null,"long":null,"picture":"","distinct":false,"by":"staff","recalls":"","references":{}},{"key":"first_name","kind":"open","steps":[{"name":"first_name","question":"first_name","phrase":{"key":"registration.first_name","wordings":{"fr":{"":{"printed":"Quel est le prénom écrit ?","spoken":"Quel est le prénom écrit ?"}},"ar":{"":{"printed":"ما هو الاسم الأول المكتوب؟","spoken":"مَا هُوَ الْاِسْمُ الْأَوَّلُ الْمَكْتُوب؟"}},"fa_AF":{"":{"printed":"نام نوشته‌شده چیست؟","spoken":"نامِ نوشته‌شده چیست؟"}}}},"input":"open","choices":[]}],"when":null,"personal":true,"purpose":null,"required":false,"practice":false,"sets":null,"bounds":null,"long":null,"picture":"","distinct":false,"by":"staff","recalls":"","references":{"fse":"prenom"}},{"key":"last_name","kind":"open","steps":[{"name":"last_name","question":"last_name","phrase":{"key":"registration.last_name","wordings":{"fr":{"":{"printed":"Quel est le nom de famille écrit ?","spoken":"Quel est le nom de famille écrit ?"}},"ar":{"":{"printed":"ما هو اسم العائلة المكتوب؟","spoken":"مَا هُوَ اِسْمُ الْعَائِلَةِ الْمَكْتُوب؟"}},"fa_AF":{"":{"printed":"تخلص نوشته‌شده چیست؟","spoken":"تخلصِ نوشته‌شده چیست؟"}}}},"input":"open","choices":[]}],"when":null,"personal":true,"purpose":null,"required":false,"practice":false,"sets":null,"bounds":null,"long":null,"picture":"","distinct":false,"by":"staff","recalls":"","references":{"fse":"nom"}},{"key":"address","kind":"open","steps":[{"name":"address","question":"address","phrase":{"key":"registration.address","wordings":{"fr":{"":{"printed":"Quelle est l''adresse : numéro, rue, code postal, ville ?","spoken":"Quelle est l''adresse : numéro, rue, code postal, ville ?"}},"ar":{"":{"printed":"ما هو العنوان: الرقم، الشارع، الرمز البريدي، المدينة؟","spoken":"مَا هُوَ الْعُنْوَان: الرَقْم، الشَارِع، الرَمْزُ الْبَرِيدِيّ، الْمَدِينَه؟"}},"fa_AF":{"":{"printed":"آدرس چیست: نمبر، سرک، کود پستی، شهر؟","spoken":"آدرس چیست: نَمبَر، سَرَک، کُدِ پستی، شهر؟"}}}},"input":"open","choices":[]}],"when":null,"personal":true,"purpose":null,"required":false,"practice":false,"sets":null,"bounds":null,"long":null,"picture":"","distinct":false,"by":"staff","recalls":"","references":{"fse":"adresse"}},{"key":"prescriber_org","kind":"open","steps":[{"name":"prescriber_org","question":"prescriber_org","phrase":{"key":"registration.prescriber_org","wordings":{"fr":{"":{"printed":"Quelle structure propose cette personne ?","spoken":"Quelle structure propose cette personne ?"}},"ar":{"":{"printed":"أي مؤسسة تقترح هذا الشخص؟","spoken":"أَيُّ مُؤَسَّسَةٍ تَقْتَرِحُ هٰذَا الشَخْص؟"}},"fa_AF":{"":{"printed":"کدام اداره این شخص را معرفی کرده است؟","spoken":"کدام اداره این شخص را معرفی کرده است؟"}}}},"input":"open","choices":[]}],"when":null,"personal":true,"purpose":null,"required":false,"practice":false,"sets":null,"bounds":null,"long":null,"picture":"","distinct":false,"by":"staff","recalls":"","references":{}},{"key":"prescriber_person","kind":"open","steps":[{"name":"prescriber_person","question":"prescriber_person","phrase":{"key":"registration.prescriber_person","wordings":{"fr":{"":{"printed":"Qui est l''interlocuteur dans cette structure ?","spoken":"Qui est l''interlocuteur dans cette structure ?"}},"ar":{"":{"printed":"من هو المسؤول في هذه المؤسسة؟","spoken":"مَنْ هُوَ الْمَسْؤُولُ فِي هٰذِهِ الْمُؤَسَّسَه؟"}},"fa_AF":{"":{"printed":"در آن اداره با کدام شخص گپ بزنیم؟","spoken":"در آن اداره با کدام شخص گپ بزنیم؟"}}}},"input":"open","choices":[]}],"when":null,"personal":true,"purpose":null,"required":false,"practice":false,"sets":null,"bounds":null,"long":null,"picture":"","distinct":false,"by":"staff","recalls":"","references":{}},{"key":"gender","kind":"choice","steps":[{"name":"gender","question":"gender","phrase":{"key":"registration.gender","wordings":{"fr":{"":{"printed":"Vous êtes…","spoken":"Vous êtes une femme ou un homme ?"}},"ar":{"":{"printed":"امرأة أم رجل؟","spoken":"اِمْرَأَةٌ أَمْ رَجُل؟"}},"fa_AF":{"":{"printed":"شما زن هستید یا مرد؟","spoken":"شما زن هستید یا مرد؟"}}}},"input":"choices","choices":[{"key":"woman","picture":"woman","phrase":{"key":"registration.gender.woman","wordings":{"fr":{"":{"printed":"Une femme","spoken":"Une femme"}},"ar":{"":{"printed":"امرأة","spoken":"اِمْرَأَه"}},"fa_AF":{"":{"printed":"زن","spoken":"زن"}}}},"forms":{"fr":["femme","une femme","je suis une femme","madame","fille"],"ar":["امرأة","مرأة","مرا","ست","أنثى","بنت","أنا امرأة"],"fa_AF":["زن","خانم","دختر","من زن هستم","زن استم"]}},{"key":"man","picture":"man","phrase":{"key":"registration.gender.man","wordings":{"fr":{"":{"printed":"Un homme","spoken":"Un homme"}},"ar":{"":{"printed":"رجل","spoken":"رَجُل"}},"fa_AF":{"":{"printed":"مرد","spoken":"مرد"}}}},"forms":{"fr":["homme","un homme","je suis un homme","monsieur","garçon"],"ar":["رجل","راجل","زلمة","رجال","ذكر","أنا رجل"],"fa_AF":["مرد","آقا","بچه","من مرد هستم","مرد استم"]}},{"key":"other","picture":"somebody","phrase":{"key":"registration.gender.other","wordings":{"fr":{"":{"printed":"Autre réponse","spoken":"Autre réponse"}},"ar":{"":{"printed":"جواب آخر","spoken":"جَوَابٌ آخَر"}},"fa_AF":{"":{"printed":"جواب دیگر","spoken":"جوابِ دیگر"}}}},"forms":{"fr":["autre","autre réponse","ni l''un ni l''autre","non binaire"],"ar":["جواب آخر","غير ذلك","شي تاني","لا هذا ولا ذاك"],"fa_AF":["جواب دیگر","دیگر","هیچ کدام"]}}]}],"when":null,"personal":false,"purpose":null,"required":false,"practice":false,"sets":"gender","bounds":null,"long":null,"picture":"","distinct":false,"by":"","recalls":"","references":{"fse":"sexe"}},{"key":"name","kind":"spoken_name","steps":[{"name":"name","question":"name","phrase":{"key":"registration.name","wordings":{"fr":{"":{"printed":"Dites votre prénom, comme on vous appelle.","spoken":"Dites votre prénom, comme on vous appelle."}},"ar":{"":{"printed":"قولوا اسمكم الأول، كما يناديكم الناس.","spoken":"قُولُو اِسْمَكُمُ الْأَوَّل، كَمَا يُنَادِيكُمُ النَاس."},"f":{"printed":"قولي اسمك الأول، كما يناديك الناس.","spoken":"قُولِي اِسْمَكِ الْأَوَّل، كَمَا يُنَادِيكِ النَاس."},"m":{"printed":"قل اسمك الأول، كما يناديك الناس.","spoken":"قُلِ اِسْمَكَ الْأَوَّل، كَمَا يُنَادِيكَ النَاس."}},"fa_AF":{"":{"printed":"نام خود را بگویید، طوری که شما را صدا می‌کنند.","spoken":"نامِ خود را بگویید، طوری که شما را صدا می‌کنند."}}}},"input":"voice","choices":[]}],"when":{"answer":"keep_audio","is":"yes"},"personal":true,"purpose":null,"required":false,"practice":false,"sets":null,"bounds":null,"long":null,"picture":"","distinct":false,"by":"participant","recalls":"","references":{}},{"key":"portrait","kind":"picture","steps":[{"name":"portrait","question":"portrait","phrase":{"key":"registration.portrait","wordings":{"fr":{"":{"printed":"Choisissez une image pour vous représenter.","spoken":"Choisissez une image pour vous représenter."}},"ar":{"":{"printed":"اختاروا صورة تمثلكم.","spoken":"اِخْتَارُو صُورَةً تُمَثِّلُكُمْ."},"f":{"printed":"اختاري صورة تمثلك.","spoken":"اِخْتَارِي صُورَةً تُمَثِّلُكِ."},"m":{"printed":"اختر صورة تمثلك.","spoken":"اِخْتَرْ صُورَةً تُمَثِّلُكَ."}},"fa_AF":{"":{"printed":"یک تصویر برای خود انتخاب کنید.","spoken":"یک تصویر برای خود انتخاب کنید."}}}},"input":"choices","choices":[{"key":"bird","picture":"bird","phrase":{"key":"registration.portrait.bird","wordings":{"fr":{"":{"printed":"L''oiseau","spoken":"L''oiseau"}},"ar":{"":{"printed":"العصفور","spoken":"الْعُصْفُور"}},"fa_AF":{"":{"printed":"پرنده","spoken":"پرنده"}}}},"forms":{"fr":["oiseau","l''oiseau","un oiseau"],"ar":["عصفور","العصفور","طير","طائر"],"fa_AF":["پرنده","گنجشک","مرغک"]}},{"key":"butterfly","picture":"butterfly","phrase":{"key":"registration.portrait.butterfly","wordings":{"fr":{"":{"printed":"Le papillon","spoken":"Le papillon"}},"ar":{"":{"printed":"الفراشة","spoken":"الْفَرَاشَه"}},"fa_AF":{"":{"printed":"پروانه","spoken":"پروانه"}}}},"forms":{"fr":["papillon","le papillon","un papillon"],"ar":["فراشة","الفراشة"],"fa_AF":["پروانه","شاپرک"]}},{"key":"fish","picture":"fish","phrase":{"key":"registration.portrait.fish","wordings":{"fr":{"":{"printed":"Le poisson","spoken":"Le poisson"}},"ar":{"":{"printed":"السمكة","spoken":"السَمَكَه"}},"fa_AF":{"":{"printed":"ماهی","spoken":"ماهی"}}}},"forms":{"fr":["poisson","le poisson","un poisson"],"ar":["سمكة","السمكة","سمك","حوت"],"fa_AF":["ماهی"]}},{"key":"horse","picture":"horse","phrase":{"key":"registration.portrait.horse","wordings":{"fr":{"":{"printed":"Le cheval","spoken":"Le cheval"}},"ar":{"":{"printed":"الحصان","spoken":"الْحِصَان"}},"fa_AF":{"":{"printed":"اسپ","spoken":"اسپ"}}}},"forms":{"fr":["cheval","le cheval","un cheval"],"ar":["حصان","الحصان","عود","خيل"],"fa_AF":["اسپ","اسب"]}},{"key":"apple","picture":"apple","phrase":{"key":"registration.portrait.apple","wordings":{"fr":{"":{"printed":"La pomme","spoken":"La pomme"}},"ar":{"":{"printed":"التفاحة","spoken":"التُفَّاحَه"}},"fa_AF":{"":{"printed":"سیب","spoken":"سیب"}}}},"forms":{"fr":["pomme","la pomme","une pomme"],"ar":["تفاحة","التفاحة","تفاح"],"fa_AF":["سیب"]}},{"key":"rose","picture":"rose","phrase":{"key":"registration.portrait.rose","wordings":{"fr":{"":{"printed":"La rose","spoken":"La rose"}},"ar":{"":{"printed":"الوردة","spoken":"الْوَرْدَه"}},"fa_AF":{"":{"printed":"گل گلاب","spoken":"گلِ گلاب"}}}},"forms":{"fr":["rose","la rose","une rose","fleur","la fleur"],"ar":["وردة","الوردة","ورد","زهرة"],"fa_AF":["گل گلاب","گل","گلاب","گل سرخ"]}},{"key":"tree","picture":"tree","phrase":{"key":"registration.portrait.tree","wordings":{"fr":{"":{"printed":"L''arbre","spoken":"L''arbre"}},"ar":{"":{"printed":"الشجرة","spoken":"الشَجَرَه"}},"fa_AF":{"":{"printed":"درخت","spoken":"درخت"}}}},"forms":{"fr":["arbre","l''arbre","un arbre"],"ar":["شجرة","الشجرة","شجر"],"fa_AF":["درخت"]}},{"key":"sun","picture":"sun","phrase":{"key":"registration.portrait.sun","wordings":{"fr":{"":{"printed":"Le soleil","spoken":"Le soleil"}},"ar":{"":{"printed":"الشمس","spoken":"الشَمْس"}},"fa_AF":{"":{"printed":"آفتاب","spoken":"آفتاب"}}}},"forms":{"fr":["soleil","le soleil"],"ar":["شمس","الشمس"],"fa_AF":["آفتاب","خورشید"]}},{"key":"teapot","picture":"teapot","phrase":{"key":"registration.portrait.teapot","wordings":{"fr":{"":{"printed":"La théière","spoken":"La théière"}},"ar":{"":{"printed":"إبريق الشاي","spoken":"إِبْرِيقُ الشَاي"}},"fa_AF":{"":{"printed":"چاینک","spoken":"چاینک"}}}},"forms":{"fr":["théière","la théière","une théière","thé"],"ar":["إبريق الشاي","إبريق","براد","شاي","براد شاي"],"fa_AF":["چاینک","چای‌جوش","قوری","چای"]}},{"key":"rabbit","picture":"rabbit","phrase":{"key":"registration.portrait.rabbit","wordings":{"fr":{"":{"printed":"Le lapin","spoken":"Le lapin"}},"ar":{"":{"printed":"الأرنب","spoken":"الْأَرْنَب"}},"fa_AF":{"":{"printed":"خرگوش","spoken":"خرگوش"}}}},"forms":{"fr":["lapin","le lapin"],"ar":["أرنب","الأرنب","أرنبة"],"fa_AF":["خرگوش"]}},{"key":"bee","picture":"bee","phrase":{"key":"registration.portrait.bee","wordings":{"fr":{"":{"printed":"L''abeille","spoken":"L''abeille"}},"ar":{"":{"printed":"النحلة","spoken":"النَحْلَه"}},"fa_AF":{"":{"printed":"زنبور عسل","spoken":"زنبورِ عسل"}}}},"forms":{"fr":["abeille","l''abeille"],"ar":["نحلة","النحلة","نحل"],"fa_AF":["زنبور","زنبور عسل"]}},{"key":"elephant","picture":"elephant","phrase":{"key":"registration.portrait.elephant","wordings":{"fr":{"":{"printed":"L''éléphant","spoken":"L''éléphant"}},"ar":{"":{"printed":"الفيل","spoken":"الْفِيل"}},"fa_AF":{"":{"printed":"فیل","spoken":"فیل"}}}},"forms":{"fr":["éléphant","l''éléphant"],"ar":["فيل","الفيل"],"fa_AF":["فیل","پیل"]}},{"key":"grapes","picture":"grapes","phrase":{"key":"registration.portrait.grapes","wordings":{"fr":{"":{"printed":"Le raisin","spoken":"Le raisin"}},"ar":{"":{"printed":"العنب","spoken":"الْعِنَب"}},"fa_AF":{"":{"printed":"انگور","spoken":"انگور"}}}},"forms":{"fr":["raisin","le raisin","les raisins"],"ar":["عنب","العنب"],"fa_AF":["انگور"]}},{"key":"orange","picture":"orange","phrase":{"key":"registration.portrait.orange","wordings":{"fr":{"":{"printed":"L''orange","spoken":"L''orange"}},"ar":{"":{"printed":"البرتقالة","spoken":"الْبُرْتُقَالَه"}},"fa_AF":{"":{"printed":"مالته","spoken":"مالته"}}}},"forms":{"fr":["orange","l''orange"],"ar":["برتقالة","البرتقالة","برتقال"],"fa_AF":["مالته","نارنج","پرتقال"]}},{"key":"kite","picture":"kite","phrase":{"key":"registration.portrait.kite","wordings":{"fr":{"":{"printed":"Le cerf-volant","spoken":"Le cerf-volant"}},"ar":{"":{"printed":"الطائرة الورقية","spoken":"الطَائِرَةُ الْوَرَقِيَّه"}},"fa_AF":{"":{"printed":"کاغذپران","spoken":"کاغَذپَران"}}}},"forms":{"fr":["cerf-volant","le cerf-volant","cerf volant"],"ar":["طائرة ورقية","الطائرة الورقية","طيارة ورق"],"fa_AF":["کاغذپران","گدی‌پران","گودی پران"]}}]}],"when":null,"personal":false,"purpose":null,"required":false,"practice":false,"sets":null,"bounds":null,"long":null,"picture":"","distinct":true,"by":"participant","recalls":"","references":{}},{"key":"born","kind":"birthdate","steps":[{"name":"born","question":"born","phrase":{"key":"registration.born","wordings":{"fr":{"":{"printed":"Quelle est votre année de naissance ?","spoken":"Quelle est votre année de naissance ?"}},"ar":{"":{"printed":"ما هي سنة ميلادكم؟","spoken":"مَا هِيَ سَنَةُ مِيلَادِكُمْ؟"},"f":{"printed":"ما هي سنة ميلادك؟","spoken":"مَا هِيَ سَنَةُ مِيلَادِكِ؟"},"m":{"printed":"ما هي سنة ميلادك؟","spoken":"مَا هِيَ سَنَةُ مِيلَادِكَ؟"}},"fa_AF":{"":{"printed":"در کدام سال تولد شده‌اید؟","spoken":"در کدام سال تولد شده‌اید؟"}}}},"input":"keypad","choices":[]},{"name":"born/month","question":"born","phrase":{"key":"common.birth_month","wordings":{"fr":{"":{"printed":"Quel est votre mois de naissance, de un à douze ?","spoken":"Quel est votre mois de naissance, de un à douze ?"}},"ar":{"":{"printed":"ما هو شهر ميلادكم، من واحد إلى اثني عشر؟","spoken":"مَا هُوَ شَهْرُ مِيلَادِكُمْ، مِنْ وَاحِدٍ إِلَى اِثْنَيْ عَشَر؟"},"f":{"printed":"ما هو شهر ميلادك، من واحد إلى اثني عشر؟","spoken":"مَا هُوَ شَهْرُ مِيلَادِكِ، مِنْ وَاحِدٍ إِلَى اِثْنَيْ عَشَر؟"},"m":{"printed":"ما هو شهر ميلادك، من واحد إلى اثني عشر؟","spoken":"مَا هُوَ شَهْرُ مِيلَادِكَ، مِنْ وَاحِدٍ إِلَى اِثْنَيْ عَشَر؟"}},"fa_AF":{"":{"printed":"ماه تولد شما کدام است، از یک تا دوازده؟","spoken":"ماهِ تولدِ شما کدام است، از یک تا دوازده؟"}}}},"input":"keypad","choices":[]},{"name":"born/day","question":"born","phrase":{"key":"common.birth_day","wordings":{"fr":{"":{"printed":"Quel est votre jour de naissance ?","spoken":"Quel est votre jour de naissance ?"}},"ar":{"":{"printed":"ما هو يوم ميلادكم في الشهر؟","spoken":"مَا هُوَ يَوْمُ مِيلَادِكُمْ فِي الشَهْر؟"},"f":{"printed":"ما هو يوم ميلادك في الشهر؟","spoken":"مَا هُوَ يَوْمُ مِيلَادِكِ فِي الشَهْر؟"},"m":{"printed":"ما هو يوم ميلادك في الشهر؟","spoken":"مَا هُوَ يَوْمُ مِيلَادِكَ فِي الشَهْر؟"}},"fa_AF":{"":{"printed":"روز تولد شما چندم ماه است؟","spoken":"روزِ تولدِ شما چندمِ ماه است؟"}}}},"input":"keypad","choices":[]}],"when":null,"personal":true,"purpose":null,"required":false,"practice":false,"sets":null,"bounds":null,"long":null,"picture":"","distinct":false,"by":"","recalls":"","references":{"fse":"date_naissance"}},{"key":"schooling","kind":"choice","steps":[{"name":"schooling","question":"schooling","phrase":{"key":"registration.schooling","wordings":{"fr":{"":{"printed":"À l''école, jusqu''à quel niveau ?","spoken":"À l''école, jusqu''à quel niveau ?"}},"ar":{"":{"printed":"إلى أي مستوًى درستم في المدرسة؟","spoken":"إِلَى أَيِّ مُسْتَوًى دَرَسْتُمْ فِي الْمَدْرَسَه؟"},"f":{"printed":"إلى أي مستوًى درست في المدرسة؟","spoken":"إِلَى أَيِّ مُسْتَوًى دَرَسْتِ فِي الْمَدْرَسَه؟"},"m":{"printed":"إلى أي مستوًى درست في المدرسة؟","spoken":"إِلَى أَيِّ مُسْتَوًى دَرَسْتَ فِي الْمَدْرَسَه؟"}},"fa_AF":{"":{"printed":"در مکتب تا کدام درجه درس خوانده‌اید؟","spoken":"در مکتب تا کدام درجه درس خوانده‌اید؟"}}}},"input":"choices","choices":[{"key":"never","picture":"school_never","phrase":{"key":"registration.schooling.never","wordings":{"fr":{"":{"printed":"Jamais à l''école","spoken":"Jamais à l''école"}},"ar":{"":{"printed":"لم أذهب إلى المدرسة","spoken":"لَمْ أَذْهَبْ إِلَى الْمَدْرَسَه"}},"fa_AF":{"":{"printed":"هیچ مکتب نرفته‌ام","spoken":"هیچ مکتب نرفته‌ام"}}}},"forms":{"fr":["jamais","jamais à l''école","pas d''école","je ne suis pas allé à l''école","je ne suis pas allée à l''école","pas été à l''école"],"ar":["لم أذهب إلى المدرسة","ما رحت المدرسة","ما رحت عالمدرسة","ما قريتش","مادخلتش المدرسة","ما دخلت المدرسة","ما درست","بلا مدرسة","أبدا"],"fa_AF":["هیچ مکتب نرفته‌ام","مکتب نرفتیم","مکتب نرفتم","نرفته‌ام","بی‌سواد","هیچ","مدرسه نرفتم"]}},{"key":"primary","picture":"school_primary","phrase":{"key":"registration.schooling.primary","wordings":{"fr":{"":{"printed":"L''école primaire","spoken":"L''école primaire"}},"ar":{"":{"printed":"المدرسة الابتدائية","spoken":"الْمَدْرَسَةُ الْاِبْتِدَائِيَّه"}},"fa_AF":{"":{"printed":"مکتب ابتدایی","spoken":"مکتبِ ابتدایی"}}}},"forms":{"fr":["primaire","école primaire","l''école primaire","petite école"],"ar":["ابتدائي","المدرسة الابتدائية","ابتدائية","الابتدائي"],"fa_AF":["ابتدایی","مکتب ابتدایی","ابتداییه","دبستان"]}},{"key":"secondary","picture":"school_middle","phrase":{"key":"registration.schooling.secondary","wordings":{"fr":{"":{"printed":"Le collège ou le lycée, sans le bac","spoken":"Le collège ou le lycée, sans le bac"}},"ar":{"":{"printed":"الإعدادية أو الثانوية، بدون بكالوريا","spoken":"الْإِعْدَادِيَّةُ أَوِ الثَانَوِيَّه، بِدُونِ بَكَالُورِيَا"}},"fa_AF":{"":{"printed":"متوسطه یا لیسه، بدون بکلوریا","spoken":"متوسطه یا لیسه، بدونِ بکلوریا"}}}},"forms":{"fr":["collège","lycée","le collège","le lycée","collège ou lycée","sans le bac","pas le bac"],"ar":["إعدادي","ثانوي","الإعدادية","الثانوية","متوسط","المتوسطة","بدون بكالوريا","كوليج","ليسي"],"fa_AF":["متوسطه","لیسه","بدون بکلوریا","دبیرستان","راهنمایی"]}},{"key":"bac","picture":"school_high","phrase":{"key":"registration.schooling.bac","wordings":{"fr":{"":{"printed":"Le bac ou plus","spoken":"Le bac ou plus"}},"ar":{"":{"printed":"البكالوريا أو أكثر","spoken":"الْبَكَالُورِيَا أَوْ أَكْثَر"}},"fa_AF":{"":{"printed":"بکلوریا یا بالاتر","spoken":"بکلوریا یا بالاتر"}}}},"forms":{"fr":["bac","le bac","baccalauréat","bac ou plus","université","la fac","licence","master"],"ar":["بكالوريا","البكالوريا","باك","الباك","توجيهي","ثانوية عامة","جامعة","الجامعة"],"fa_AF":["بکلوریا","دوازده پاس","صنف دوازده","پوهنتون","دانشگاه","فاکولته","دیپلم"]}}]}],"when":null,"personal":false,"purpose":null,"required":false,"practice":false,"sets":null,"bounds":null,"long":null,"picture":"","distinct":false,"by":"","recalls":"","references":{"fse":"niveau_diplome_cite"}},{"key":"trade_diploma","kind":"yesno","steps":[{"name":"trade_diploma","question":"trade_diploma","phrase":{"key":"registration.trade_diploma","wordings":{"fr":{"":{"printed":"Avez-vous un diplôme de métier, comme un CAP ?","spoken":"Avez-vous un diplôme de métier, comme un CAP ?"}},"ar":{"":{"printed":"هل عندكم شهادة مهنية، مثل CAP؟","spoken":"هَلْ عِنْدَكُمْ شَهَادَةٌ مِهَنِيَّه، مِثْلُ سِي آ بِي؟"},"f":{"printed":"هل عندك شهادة مهنية، مثل CAP؟","spoken":"هَلْ عِنْدَكِ شَهَادَةٌ مِهَنِيَّه، مِثْلُ سِي آ بِي؟"},"m":{"printed":"هل عندك شهادة مهنية، مثل CAP؟","spoken":"هَلْ عِنْدَكَ شَهَادَةٌ مِهَنِيَّه، مِثْلُ سِي آ بِي؟"}},"fa_AF":{"":{"printed":"دیپلوم مسلکی دارید، مثل CAP؟","spoken":"دیپلومِ مسلکی دارید، مثلِ سه آ په؟"}}}},"input":"choices","choices":[{"key":"yes","picture":"yes","phrase":{"key":"common.yes","wordings":{"fr":{"":{"printed":"Oui","spoken":"Oui"}},"ar":{"":{"printed":"نعم","spoken":"نَعَمْ"}},"fa_AF":{"":{"printed":"بلی","spoken":"بلی"}}}},"forms":{"fr":["oui","ouais","ouep","oui oui","d''accord","ok","okay","bien sûr","bien entendu","exactement","exact","c''est ça","tout à fait","absolument","c''est vrai","voilà","louis","ouïe","wi"],"ar":["نعم","بلى","أجل","إي","آه","أي","إيه","أيوه","ايوا","أيوة","واه","تمام","طيب","أكيد","صح","صحيح","ماشي","موافق","موافقة","طبعا","نعم نعم"],"fa_AF":["بلی","بله","ها","هان","آ","آری","درست است","خوب","بلی بلی","ها ها","درسته","صحیح است","البته","قبول دارم","بلی درست است"]}},{"key":"no","picture":"no","phrase":{"key":"common.no","wordings":{"fr":{"":{"printed":"Non","spoken":"Non"}},"ar":{"":{"printed":"لا","spoken":"لَا"}},"fa_AF":{"":{"printed":"نی","spoken":"نی"}}}},"forms":{"fr":["non","nan","non non","pas du tout","pas d''accord","je ne suis pas d''accord","je suis pas d''accord","c''est faux","jamais","mais non"],"ar":["لا","كلا","لأ","مو","مش","لالا","لا لا","لا لا لا","أبدا","غير صحيح","غير موافق","مش موافق","مو صح","لست موافقا"],"fa_AF":["نی","نخیر","نه","خیر","نا","نه نه","نی نی","نه خیر","قبول ندارم","درست نیست","غلط است"]}}]}],"when":{"answer":"schooling","is":"secondary"},"personal":false,"purpose":null,"required":false,"practice":false,"sets":null,"bounds":null,"long":null,"picture":"","distinct":false,"by":"","recalls":"","references":{"fse":"niveau_diplome_cite"}},{"key":"after_bac","kind":"yesno","steps":[{"name":"after_bac","question":"after_bac","phrase":{"key":"registration.after_bac","wordings":{"fr":{"":{"printed":"Avez-vous étudié après le bac ?","spoken":"Avez-vous étudié après le bac ?"}},"ar":{"":{"printed":"هل درستم بعد البكالوريا؟","spoken":"هَلْ دَرَسْتُمْ بَعْدَ الْبَكَالُورِيَا؟"},"f":{"printed":"هل درست بعد البكالوريا؟","spoken":"هَلْ دَرَسْتِ بَعْدَ الْبَكَالُورِيَا؟"},"m":{"printed":"هل درست بعد البكالوريا؟","spoken":"هَلْ دَرَسْتَ بَعْدَ الْبَكَالُورِيَا؟"}},"fa_AF":{"":{"printed":"بعد از بکلوریا درس خوانده‌اید؟","spoken":"بعد از بکلوریا درس خوانده‌اید؟"}}}},"input":"choices","choices":[{"key":"yes","picture":"yes","phrase":{"key":"common.yes","wordings":{"fr":{"":{"printed":"Oui","spoken":"Oui"}},"ar":{"":{"printed":"نعم","spoken":"نَعَمْ"}},"fa_AF":{"":{"printed":"بلی","spoken":"بلی"}}}},"forms":{"fr":["oui","ouais","ouep","oui oui","d''accord","ok","okay","bien sûr","bien entendu","exactement","exact","c''est ça","tout à fait","absolument","c''est vrai","voilà","louis","ouïe","wi"],"ar":["نعم","بلى","أجل","إي","آه","أي","إيه","أيوه","ايوا","أيوة","واه","تمام","طيب","أكيد","صح","صحيح","ماشي","موافق","موافقة","طبعا","نعم نعم"],"fa_AF":["بلی","بله","ها","هان","آ","آری","درست است","خوب","بلی بلی","ها ها","درسته","صحیح است","البته","قبول دارم","بلی درست است"]}},{"key":"no","picture":"no","phrase":{"key":"common.no","wordings":{"fr":{"":{"printed":"Non","spoken":"Non"}},"ar":{"":{"printed":"لا","spoken":"لَا"}},"fa_AF":{"":{"printed":"نی","spoken":"نی"}}}},"forms":{"fr":["non","nan","non non","pas du tout","pas d''accord","je ne suis pas d''accord","je suis pas d''accord","c''est faux","jamais","mais non"],"ar":["لا","كلا","لأ","مو","مش","لالا","لا لا","لا لا لا","أبدا","غير صحيح","غير موافق","مش موافق","مو صح","لست موافقا"],"fa_AF":["نی","نخیر","نه","خیر","نا","نه نه","نی نی","نه خیر","قبول ندارم","درست نیست","غلط است"]}}]}],"when":{"answer":"schooling","is":"bac"},"personal":false,"purpose":null,"required":false,"practice":false,"sets":null,"bounds":null,"long":null,"picture":"","distinct":false,"by":"","recalls":"","references":{"fse":"niveau_diplome_cite"}},{"key":"higher_diploma","kind":"yesno","steps":[{"name":"higher_diploma","question":"higher_diploma","phrase":{"key":"registration.higher_diploma","wordings":{"fr":{"":{"printed":"Avez-vous un diplôme de l''université ou d''une école ?","spoken":"Avez-vous un diplôme de l''université ou d''une école ?"}},"ar":{"":{"printed":"هل عندكم شهادة من جامعة أو معهد؟","spoken":"هَلْ عِنْدَكُمْ شَهَادَةٌ مِنْ جَامِعَةٍ أَوْ مَعْهَد؟"},"f":{"printed":"هل عندك شهادة من جامعة أو معهد؟","spoken":"هَلْ عِنْدَكِ شَهَادَةٌ مِنْ جَامِعَةٍ أَوْ مَعْهَد؟"},"m":{"printed":"هل عندك شهادة من جامعة أو معهد؟","spoken":"هَلْ عِنْدَكَ شَهَادَةٌ مِنْ جَامِعَةٍ أَوْ مَعْهَد؟"}},"fa_AF":{"":{"printed":"از پوهنتون یا انستیتوت دیپلوم دارید؟","spoken":"از پوهنتون یا انستیتوت دیپلوم دارید؟"}}}},"input":"choices","choices":[{"key":"yes","picture":"yes","phrase":{"key":"common.yes","wordings":{"fr":{"":{"printed":"Oui","spoken":"Oui"}},"ar":{"":{"printed":"نعم","spoken":"نَعَمْ"}},"fa_AF":{"":{"printed":"بلی","spoken":"بلی"}}}},"forms":{"fr":["oui","ouais","ouep","oui oui","d''accord","ok","okay","bien sûr","bien entendu","exactement","exact","c''est ça","tout à fait","absolument","c''est vrai","voilà","louis","ouïe","wi"],"ar":["نعم","بلى","أجل","إي","آه","أي","إيه","أيوه","ايوا","أيوة","واه","تمام","طيب","أكيد","صح","صحيح","ماشي","موافق","موافقة","طبعا","نعم نعم"],"fa_AF":["بلی","بله","ها","هان","آ","آری","درست است","خوب","بلی بلی","ها ها","درسته","صحیح است","البته","قبول دارم","بلی درست است"]}},{"key":"no","picture":"no","phrase":{"key":"common.no","wordings":{"fr":{"":{"printed":"Non","spoken":"Non"}},"ar":{"":{"printed":"لا","spoken":"لَا"}},"fa_AF":{"":{"printed":"نی","spoken":"نی"}}}},"forms":{"fr":["non","nan","non non","pas du tout","pas d''accord","je ne suis pas d''accord","je suis pas d''accord","c''est faux","jamais","mais non"],"ar":["لا","كلا","لأ","مو","مش","لالا","لا لا","لا لا لا","أبدا","غير صحيح","غير موافق","مش موافق","مو صح","لست موافقا"],"fa_AF":["نی","نخیر","نه","خیر","نا","نه نه","نی نی","نه خیر","قبول ندارم","درست نیست","غلط است"]}}]}],"when":{"answer":"after_bac","is":"yes"},"personal":false,"purpose":null,"required":false,"practice":false,"sets":null,"bounds":null,"long":null,"picture":"","distinct":false,"by":"","recalls":"","references":{"fse":"niveau_diplome_cite"}},{"key":"has_job","kind":"yesno","steps":[{"name":"has_job","question":"has_job","phrase":{"key":"registration.has_job","wordings":{"fr":{"":{"printed":"Avez-vous un travail en ce moment ?","spoken":"Avez-vous un travail en ce moment ?"}},"ar":{"":{"printed":"هل عندكم عمل الآن؟","spoken":"هَلْ عِنْدَكُمْ عَمَلٌ الْآن؟"},"f":{"printed":"هل عندك عمل الآن؟","spoken":"هَلْ عِنْدَكِ عَمَلٌ الْآن؟"},"m":{"printed":"هل عندك عمل الآن؟","spoken":"هَلْ عِنْدَكَ عَمَلٌ الْآن؟"}},"fa_AF":{"":{"printed":"حالا کار دارید؟","spoken":"حالا کار دارید؟"}}}},"input":"choices","choices":[{"key":"yes","picture":"yes","phrase":{"key":"common.yes","wordings":{"fr":{"":{"printed":"Oui","spoken":"Oui"}},"ar":{"":{"printed":"نعم","spoken":"نَعَمْ"}},"fa_AF":{"":{"printed":"بلی","spoken":"بلی"}}}},"forms":{"fr":["oui","ouais","ouep","oui oui","d''accord","ok","okay","bien sûr","bien entendu","exactement","exact","c''est ça","tout à fait","absolument","c''est vrai","voilà","louis","ouïe","wi"],"ar":["نعم","بلى","أجل","إي","آه","أي","إيه","أيوه","ايوا","أيوة","واه","تمام","طيب","أكيد","صح","صحيح","ماشي","موافق","موافقة","طبعا","نعم نعم"],"fa_AF":["بلی","بله","ها","هان","آ","آری","درست است","خوب","بلی بلی","ها ها","درسته","صحیح است","البته","قبول دارم","بلی درست است"]}},{"key":"no","picture":"no","phrase":{"key":"common.no","wordings":{"fr":{"":{"printed":"Non","spoken":"Non"}},"ar":{"":{"printed":"لا","spoken":"لَا"}},"fa_AF":{"":{"printed":"نی","spoken":"نی"}}}},"forms":{"fr":["non","nan","non non","pas du tout","pas d''accord","je ne suis pas d''accord","je suis pas d''accord","c''est faux","jamais","mais non"],"ar":["لا","كلا","لأ","مو","مش","لالا","لا لا","لا لا لا","أبدا","غير صحيح","غير موافق","مش موافق","مو صح","لست موافقا"],"fa_AF":["نی","نخیر","نه","خیر","نا","نه نه","نی نی","نه خیر","قبول ندارم","درست نیست","غلط است"]}}]}],"when":null,"personal":false,"purpose":null,"required":false,"practice":false,"sets":null,"bounds":null,"long":null,"picture":"","distinct":false,"by":"","recalls":"","references":{"fse":"situation_emploi_entree"}},{"key":"job_kind","kind":"choice","steps":[{"name":"job_kind","question":"job_kind","phrase":{"key":"registration.job_kind","wordings":{"fr":{"":{"printed":"Quel travail avez-vous ?","spoken":"Quel travail avez-vous ?"}},"ar":{"":{"printed":"ما هو نوع عملكم؟","spoken":"مَا هُوَ نَوْعُ عَمَلِكُمْ؟"},"f":{"printed":"ما هو نوع عملك؟","spoken":"مَا هُوَ نَوْعُ عَمَلِكِ؟"},"m":{"printed":"ما هو نوع عملك؟","spoken":"مَا هُوَ نَوْعُ عَمَلِكَ؟"}},"fa_AF":{"":{"printed":"کار شما چی قسم است؟","spoken":"کارِ شما چی قِسم است؟"}}}},"input":"choices","choices":[{"key":"employee","picture":"employee","phrase":{"key":"registration.job_kind.employee","wordings":{"fr":{"":{"printed":"Un patron me paie","spoken":"Un patron me paie"}},"ar":{"":{"printed":"أعمل عند صاحب عمل","spoken":"أَعْمَلُ عِنْدَ صَاحِبِ عَمَل"}},"fa_AF":{"":{"printed":"برای یک صاحب‌کار کار می‌کنم","spoken":"برای یک صاحب‌کار کار می‌کنم"}}}},"forms":{"fr":["salarié","salariée","un patron","j''ai un patron","chez un patron","employé","employée","cdi","cdd","intérim"],"ar":["عند صاحب عمل","عند معلم","موظف","موظفة","أجير","أجيرة","عامل","عاملة","عندي معلم","عند الباترون"],"fa_AF":["صاحب‌کار دارم","برای صاحب‌کار","نزد صاحب‌کار","کارگر","کارمند","مامور","معاش می‌گیرم"]}},{"key":"own_business","picture":"own_business","phrase":{"key":"registration.job_kind.own_business","wordings":{"fr":{"":{"printed":"Je travaille pour moi","spoken":"Je travaille pour moi"}},"ar":{"":{"printed":"أعمل لحسابي","spoken":"أَعْمَلُ لِحِسَابِي"}},"fa_AF":{"":{"printed":"برای خودم کار می‌کنم","spoken":"برای خودم کار می‌کنم"}}}},"forms":{"fr":["à mon compte","pour moi","je travaille pour moi","indépendant","indépendante","mon entreprise","auto-entrepreneur"],"ar":["لحسابي","عندي شغلي","شغلي الخاص","أعمل لحسابي","خدام على راسي","خدامة على راسي","عمل حر"],"fa_AF":["برای خودم","کار خودم","کار شخصی","دکان دارم","برای خود کار می‌کنم"]}},{"key":"aided","picture":"insertion","phrase":{"key":"registration.job_kind.aided","wordings":{"fr":{"":{"printed":"Un contrat d''insertion","spoken":"Un contrat d''insertion"}},"ar":{"":{"printed":"عقد إدماج مهني","spoken":"عَقْدُ إِدْمَاجٍ مِهَنِيّ"}},"fa_AF":{"":{"printed":"قرارداد کار حمایتی","spoken":"قراردادِ کارِ حمایتی"}}}},"forms":{"fr":["insertion","contrat d''insertion","contrat aidé","chantier d''insertion"],"ar":["عقد إدماج","إدماج","عقد مدعوم","عقد إدماج مهني"],"fa_AF":["قرارداد حمایتی","قرارداد کار حمایتی","کار حمایتی"]}},{"key":"other","picture":"work","phrase":{"key":"registration.job_kind.other","wordings":{"fr":{"":{"printed":"Un autre travail","spoken":"Un autre travail"}},"ar":{"":{"printed":"عمل آخر","spoken":"عَمَلٌ آخَر"}},"fa_AF":{"":{"printed":"کار دیگر","spoken":"کارِ دیگر"}}}},"forms":{"fr":["autre","un autre travail","autre travail","autre chose"],"ar":["عمل آخر","شغل تاني","غير ذلك","شي تاني"],"fa_AF":["کار دیگر","دیگر","چیز دیگر"]}}]}],"when":{"answer":"has_job","is":"yes"},"personal":false,"purpose":null,"required":false,"practice":false,"sets":null,"bounds":null,"long":null,"picture":"","distinct":false,"by":"","recalls":"","references":{"fse":"situation_emploi_entree"}},{"key":"contract","kind":"choice","steps":[{"name":"contract","question":"contract","phrase":{"key":"registration.contract","wordings":{"fr":{"":{"printed":"Quel est votre contrat de travail ?","spoken":"Quel est votre contrat de travail ?"}},"ar":{"":{"printed":"ما هو نوع عقد عملكم؟","spoken":"مَا هُوَ نَوْعُ عَقْدِ عَمَلِكُمْ؟"},"f":{"printed":"ما هو نوع عقد عملك؟","spoken":"مَا هُوَ نَوْعُ عَقْدِ عَمَلِكِ؟"},"m":{"printed":"ما هو نوع عقد عملك؟","spoken":"مَا هُوَ نَوْعُ عَقْدِ عَمَلِكَ؟"}},"fa_AF":{"":{"printed":"قرارداد کار شما چی قسم است؟","spoken":"قراردادِ کارِ شما چی قِسم است؟"}}}},"input":"choices","choices":[{"key":"emploi_salarie_cdi","picture":"signature","phrase":{"key":"registration.contract.emploi_salarie_cdi","wordings":{"fr":{"":{"printed":"Un CDI, sans date de fin","spoken":"Un CDI, sans date de fin"}},"ar":{"":{"printed":"عقد دائم، بدون تاريخ نهاية","spoken":"عَقْدٌ دَائِم، بِدُونِ تَارِيخِ نِهَايَه"}},"fa_AF":{"":{"printed":"قرارداد دایمی، بدون تاریخ ختم","spoken":"قراردادِ دایمی، بدونِ تاریخِ ختم"}}}},"forms":{"fr":["cdi","un cdi","sans date de fin","durée indéterminée","fixe"],"ar":["عقد دائم","دائم","بدون تاريخ نهاية","ثابت","سي دي إي"],"fa_AF":["دایمی","قرارداد دایمی","بدون تاریخ ختم","دائمی","همیشگی"]}},{"key":"cdd_6m_plus","picture":"calendar","phrase":{"key":"registration.contract.cdd_6m_plus","wordings":{"fr":{"":{"printed":"Six mois ou plus","spoken":"Six mois ou plus"}},"ar":{"":{"printed":"ستة أشهر أو أكثر","spoken":"سِتَّةُ أَشْهُرٍ أَوْ أَكْثَر"}},"fa_AF":{"":{"printed":"شش ماه یا بیشتر","spoken":"شش ماه یا بیشتر"}}}},"forms":{"fr":["six mois ou plus","plus de six mois","six mois","un an","cdd long"],"ar":["ستة أشهر أو أكثر","أكثر من ستة أشهر","ست شهور","سنة"],"fa_AF":["شش ماه یا بیشتر","بیشتر از شش ماه","شش ماه","یک سال"]}},{"key":"cdd_moins_6m_interim","picture":"duration_short","phrase":{"key":"registration.contract.cdd_moins_6m_interim","wordings":{"fr":{"":{"printed":"Moins de six mois, ou l''intérim","spoken":"Moins de six mois, ou l''intérim"}},"ar":{"":{"printed":"أقل من ستة أشهر، أو عمل مؤقت","spoken":"أَقَلُّ مِنْ سِتَّةِ أَشْهُر، أَوْ عَمَلٌ مُؤَقَّت"}},"fa_AF":{"":{"printed":"کمتر از شش ماه، یا کار موقت","spoken":"کمتر از شش ماه، یا کارِ موقت"}}}},"forms":{"fr":["moins de six mois","intérim","l''intérim","cdd court","un mois","deux mois","trois mois"],"ar":["أقل من ستة أشهر","عمل مؤقت","مؤقت","شهر","شهرين","ثلاثة أشهر","إنتيريم"],"fa_AF":["کمتر از شش ماه","کار موقت","موقت","یک ماه","دو ماه","سه ماه"]}}]}],"when":{"answer":"job_kind","is":"employee"},"personal":false,"purpose":null,"required":false,"practice":false,"sets":null,"bounds":null,"long":null,"picture":"","distinct":false,"by":"","recalls":"","references":{"fse":"situation_emploi_entree"}},{"key":"wishes_leave","kind":"yesno","steps":[{"name":"wishes_leave","question":"wishes_leave","phrase":{"key":"registration.wishes_leave","wordings":{"fr":{"":{"printed":"Souhaitez-vous quitter votre emploi salarié ?","spoken":"Voulez-vous quitter votre travail ?"}},"ar":{"":{"printed":"هل تريدون ترك عملكم الحالي؟","spoken":"هَلْ تُرِيدُونَ تَرْكَ عَمَلِكُمُ الْحَالِيّ؟"},"f":{"printed":"هل تريدين ترك عملك الحالي؟","spoken":"هَلْ تُرِيدِينَ تَرْكَ عَمَلِكِ الْحَالِيّ؟"},"m":{"printed":"هل تريد ترك عملك الحالي؟","spoken":"هَلْ تُرِيدُ تَرْكَ عَمَلِكَ الْحَالِيّ؟"}},"fa_AF":{"":{"printed":"می‌خواهید این کار را ترک کنید؟","spoken":"می‌خواهید این کار را ترک کنید؟"}}}},"input":"choices","choices":[{"key":"yes","picture":"yes","phrase":{"key":"common.yes","wordings":{"fr":{"":{"printed":"Oui","spoken":"Oui"}},"ar":{"":{"printed":"نعم","spoken":"نَعَمْ"}},"fa_AF":{"":{"printed":"بلی","spoken":"بلی"}}}},"forms":{"fr":["oui","ouais","ouep","oui oui","d''accord","ok","okay","bien sûr","bien entendu","exactement","exact","c''est ça","tout à fait","absolument","c''est vrai","voilà","louis","ouïe","wi"],"ar":["نعم","بلى","أجل","إي","آه","أي","إيه","أيوه","ايوا","أيوة","واه","تمام","طيب","أكيد","صح","صحيح","ماشي","موافق","موافقة","طبعا","نعم نعم"],"fa_AF":["بلی","بله","ها","هان","آ","آری","درست است","خوب","بلی بلی","ها ها","درسته","صحیح است","البته","قبول دارم","بلی درست است"]}},{"key":"no","picture":"no","phrase":{"key":"common.no","wordings":{"fr":{"":{"printed":"Non","spoken":"Non"}},"ar":{"":{"printed":"لا","spoken":"لَا"}},"fa_AF":{"":{"printed":"نی","spoken":"نی"}}}},"forms":{"fr":["non","nan","non non","pas du tout","pas d''accord","je ne suis pas d''accord","je suis pas d''accord","c''est faux","jamais","mais non"],"ar":["لا","كلا","لأ","مو","مش","لالا","لا لا","لا لا لا","أبدا","غير صحيح","غير موافق","مش موافق","مو صح","لست موافقا"],"fa_AF":["نی","نخیر","نه","خیر","نا","نه نه","نی نی","نه خیر","قبول ندارم","درست نیست","غلط است"]}}]}],"when":{"all":[{"answer":"has_job","is":"yes"},{"answer":"job_kind","is":"employee"}]},"personal":false,"purpose":null,"required":false,"practice":false,"sets":null,"bounds":null,"long":null,"picture":"","distinct":false,"by":"","recalls":"","references":{"indicator":"quitter_emploi"}},{"key":"looking","kind":"yesno","steps":[{"name":"looking","question":"looking","phrase":{"key":"registration.looking","wordings":{"fr":{"":{"printed":"Cherchez-vous un travail ?","spoken":"Cherchez-vous un travail ?"}},"ar":{"":{"printed":"هل تبحثون عن عمل؟","spoken":"هَلْ تَبْحَثُونَ عَنْ عَمَل؟"},"f":{"printed":"هل تبحثين عن عمل؟","spoken":"هَلْ تَبْحَثِينَ عَنْ عَمَل؟"},"m":{"printed":"هل تبحث عن عمل؟","spoken":"هَلْ تَبْحَثُ عَنْ عَمَل؟"}},"fa_AF":{"":{"printed":"دنبال کار می‌گردید؟","spoken":"دنبالِ کار می‌گردید؟"}}}},"input":"choices","choices":[{"key":"yes","picture":"yes","phrase":{"key":"common.yes","wordings":{"fr":{"":{"printed":"Oui","spoken":"Oui"}},"ar":{"":{"printed":"نعم","spoken":"نَعَمْ"}},"fa_AF":{"":{"printed":"بلی","spoken":"بلی"}}}},"forms":{"fr":["oui","ouais","ouep","oui oui","d''accord","ok","okay","bien sûr","bien entendu","exactement","exact","c''est ça","tout à fait","absolument","c''est vrai","voilà","louis","ouïe","wi"],"ar":["نعم","بلى","أجل","إي","آه","أي","إيه","أيوه","ايوا","أيوة","واه","تمام","طيب","أكيد","صح","صحيح","ماشي","موافق","موافقة","طبعا","نعم نعم"],"fa_AF":["بلی","بله","ها","هان","آ","آری","درست است","خوب","بلی بلی","ها ها","درسته","صحیح است","البته","قبول دارم","بلی درست است"]}},{"key":"no","picture":"no","phrase":{"key":"common.no","wordings":{"fr":{"":{"printed":"Non","spoken":"Non"}},"ar":{"":{"printed":"لا","spoken":"لَا"}},"fa_AF":{"":{"printed":"نی","spoken":"نی"}}}},"forms":{"fr":["non","nan","non non","pas du tout","pas d''accord","je ne suis pas d''accord","je suis pas d''accord","c''est faux","jamais","mais non"],"ar":["لا","كلا","لأ","مو","مش","لالا","لا لا","لا لا لا","أبدا","غير صحيح","غير موافق","مش موافق","مو صح","لست موافقا"],"fa_AF":["نی","نخیر","نه","خیر","نا","نه نه","نی نی","نه خیر","قبول ندارم","درست نیست","غلط است"]}}]}],"when":{"answer":"has_job","is":"no"},"personal":false,"purpose":null,"required":false,"practice":false,"sets":null,"bounds":null,"long":null,"picture":"","distinct":false,"by":"","recalls":"","references":{"fse":"situation_emploi_entree"}},{"key":"france_travail","kind":"yesno","steps":[{"name":"france_travail","question":"france_travail","phrase":{"key":"registration.france_travail","wordings":{"fr":{"":{"printed":"Êtes-vous à France Travail, l''ancien Pôle emploi ?","spoken":"Êtes-vous à France Travail, l''ancien Pôle emploi ?"}},"ar":{"":{"printed":"هل عندكم ملف في فرانس ترافاي، بول أمبلوا سابقًا؟","spoken":"هَلْ عِنْدَكُمْ مِلَفٌّ فِي فْرَانْس تْرَافَاي، بُول أَمْبْلُوَا سَابِقًا؟"},"f":{"printed":"هل عندك ملف في فرانس ترافاي، بول أمبلوا سابقًا؟","spoken":"هَلْ عِنْدَكِ مِلَفٌّ فِي فْرَانْس تْرَافَاي، بُول أَمْبْلُوَا سَابِقًا؟"},"m":{"printed":"هل عندك ملف في فرانس ترافاي، بول أمبلوا سابقًا؟","spoken":"هَلْ عِنْدَكَ مِلَفٌّ فِي فْرَانْس تْرَافَاي، بُول أَمْبْلُوَا سَابِقًا؟"}},"fa_AF":{"":{"printed":"در فرانس تراوای، پول امپلوای سابق، دوسیه دارید؟","spoken":"در فرانس تِراوَی، پُل اَمپِلوایِ سابق، دوسیه دارید؟"}}}},"input":"choices","choices":[{"key":"yes","picture":"yes","phrase":{"key":"common.yes","wordings":{"fr":{"":{"printed":"Oui","spoken":"Oui"}},"ar":{"":{"printed":"نعم","spoken":"نَعَمْ"}},"fa_AF":{"":{"printed":"بلی","spoken":"بلی"}}}},"forms":{"fr":["oui","ouais","ouep","oui oui","d''accord","ok","okay","bien sûr","bien entendu","exactement","exact","c''est ça","tout à fait","absolument","c''est vrai","voilà","louis","ouïe","wi"],"ar":["نعم","بلى","أجل","إي","آه","أي","إيه","أيوه","ايوا","أيوة","واه","تمام","طيب","أكيد","صح","صحيح","ماشي","موافق","موافقة","طبعا","نعم نعم"],"fa_AF":["بلی","بله","ها","هان","آ","آری","درست است","خوب","بلی بلی","ها ها","درسته","صحیح است","البته","قبول دارم","بلی درست است"]}},{"key":"no","picture":"no","phrase":{"key":"common.no","wordings":{"fr":{"":{"printed":"Non","spoken":"Non"}},"ar":{"":{"printed":"لا","spoken":"لَا"}},"fa_AF":{"":{"printed":"نی","spoken":"نی"}}}},"forms":{"fr":["non","nan","non non","pas du tout","pas d''accord","je ne suis pas d''accord","je suis pas d''accord","c''est faux","jamais","mais non"],"ar":["لا","كلا","لأ","مو","مش","لالا","لا لا","لا لا لا","أبدا","غير صحيح","غير موافق","مش موافق","مو صح","لست موافقا"],"fa_AF":["نی","نخیر","نه","خیر","نا","نه نه","نی نی","نه خیر","قبول ندارم","درست نیست","غلط است"]}}]}],"when":{"answer":"has_job","is":"no"},"personal":false,"purpose":null,"required":false,"practice":false,"sets":null,"bounds":null,"long":null,"picture":"","distinct":false,"by":"","recalls":"","references":{"fse":"inscrit_france_travail"}},{"key":"training","kind":"yesno","steps":[{"name":"training","question":"training","phrase":{"key":"registration.training","wordings":{"fr":{"":{"printed":"Suivez-vous une formation en ce moment ?","spoken":"Suivez-vous une formation en ce moment ?"}},"ar":{"":{"printed":"هل تتبعون دورة تدريبية الآن؟","spoken":"هَلْ تَتَّبِعُونَ دَوْرَةً تَدْرِيبِيَّةً الْآن؟"},"f":{"printed":"هل تتبعين دورة تدريبية الآن؟","spoken":"هَلْ تَتَّبِعِينَ دَوْرَةً تَدْرِيبِيَّةً الْآن؟"},"m":{"printed":"هل تتبع دورة تدريبية الآن؟","spoken":"هَلْ تَتَّبِعُ دَوْرَةً تَدْرِيبِيَّةً الْآن؟"}},"fa_AF":{"":{"printed":"حالا در کورسی درس می‌خوانید؟","spoken":"حالا در کورسی درس می‌خوانید؟"}}}},"input":"choices","choices":[{"key":"yes","picture":"yes","phrase":{"key":"common.yes","wordings":{"fr":{"":{"printed":"Oui","spoken":"Oui"}},"ar":{"":{"printed":"نعم","spoken":"نَعَمْ"}},"fa_AF":{"":{"printed":"بلی","spoken":"بلی"}}}},"forms":{"fr":["oui","ouais","ouep","oui oui","d''accord","ok","okay","bien sûr","bien entendu","exactement","exact","c''est ça","tout à fait","absolument","c''est vrai","voilà","louis","ouïe","wi"],"ar":["نعم","بلى","أجل","إي","آه","أي","إيه","أيوه","ايوا","أيوة","واه","تمام","طيب","أكيد","صح","صحيح","ماشي","موافق","موافقة","طبعا","نعم نعم"],"fa_AF":["بلی","بله","ها","هان","آ","آری","درست است","خوب","بلی بلی","ها ها","درسته","صحیح است","البته","قبول دارم","بلی درست است"]}},{"key":"no","picture":"no","phrase":{"key":"common.no","wordings":{"fr":{"":{"printed":"Non","spoken":"Non"}},"ar":{"":{"printed":"لا","spoken":"لَا"}},"fa_AF":{"":{"printed":"نی","spoken":"نی"}}}},"forms":{"fr":["non","nan","non non","pas du tout","pas d''accord","je ne suis pas d''accord","je suis pas d''accord","c''est faux","jamais","mais non"],"ar":["لا","كلا","لأ","مو","مش","لالا","لا لا","لا لا لا","أبدا","غير صحيح","غير موافق","مش موافق","مو صح","لست موافقا"],"fa_AF":["نی","نخیر","نه","خیر","نا","نه نه","نی نی","نه خیر","قبول ندارم","درست نیست","غلط است"]}}]}],"when":{"answer":"has_job","is":"no"},"personal":false,"purpose":null,"required":false,"practice":false,"sets":null,"bounds":null,"long":null,"picture":"","distinct":false,"by":"","recalls":"","references":{"fse":"formation_en_cours"}},{"key":"out_of_work","kind":"choice","steps":[{"name":"out_of_work","question":"out_of_work","phrase":{"key":"registration.out_of_work","wordings":{"fr":{"":{"printed":"Depuis combien de temps êtes-vous sans travail ?","spoken":"Depuis combien de temps êtes-vous sans travail ?"}},"ar":{"":{"printed":"منذ متى أنتم بدون عمل؟","spoken":"مُنْذُ مَتَى أَنْتُمْ بِدُونِ عَمَل؟"},"f":{"printed":"منذ متى أنت بدون عمل؟","spoken":"مُنْذُ مَتَى أَنْتِ بِدُونِ عَمَل؟"},"m":{"printed":"منذ متى أنت بدون عمل؟","spoken":"مُنْذُ مَتَى أَنْتَ بِدُونِ عَمَل؟"}},"fa_AF":{"":{"printed":"چند وقت می‌شود که کار ندارید؟","spoken":"چند وقت می‌شود که کار ندارید؟"}}}},"input":"choices","choices":[{"key":"under_6_months","picture":"duration_short","phrase":{"key":"registration.out_of_work.under_6_months","wordings":{"fr":{"":{"printed":"Moins de six mois","spoken":"Moins de six mois"}},"ar":{"":{"printed":"أقل من ستة أشهر","spoken":"أَقَلُّ مِنْ سِتَّةِ أَشْهُر"}},"fa_AF":{"":{"printed":"کمتر از شش ماه","spoken":"کمتر از شش ماه"}}}},"forms":{"fr":["moins de six mois","un mois","deux mois","trois mois","quatre mois","cinq mois"],"ar":["أقل من ستة أشهر","شهر","شهرين","ثلاثة أشهر","أربعة أشهر","خمسة أشهر","أقل من ست شهور"],"fa_AF":["کمتر از شش ماه","یک ماه","دو ماه","سه ماه","چهار ماه","پنج ماه"]}},{"key":"from_6_months","picture":"duration_medium","phrase":{"key":"registration.out_of_work.from_6_months","wordings":{"fr":{"":{"printed":"Entre six mois et un an","spoken":"Entre six mois et un an"}},"ar":{"":{"printed":"بين ستة أشهر وسنة","spoken":"بَيْنَ سِتَّةِ أَشْهُرٍ وَسَنَه"}},"fa_AF":{"":{"printed":"بین شش ماه و یک سال","spoken":"بین شش ماه و یک سال"}}}},"forms":{"fr":["entre six mois et un an","six mois","sept mois","huit mois","neuf mois","dix mois","moins d''un an"],"ar":["بين ستة أشهر وسنة","ستة أشهر","ست شهور","ثمانية أشهر","عشرة أشهر","أقل من سنة"],"fa_AF":["بین شش ماه و یک سال","شش ماه","هفت ماه","هشت ماه","نه ماه","ده ماه","کمتر از یک سال"]}},{"key":"from_1_year","picture":"duration_long","phrase":{"key":"registration.out_of_work.from_1_year","wordings":{"fr":{"":{"printed":"Entre un an et deux ans","spoken":"Entre un an et deux ans"}},"ar":{"":{"printed":"بين سنة وسنتين","spoken":"بَيْنَ سَنَةٍ وَسَنَتَيْن"}},"fa_AF":{"":{"printed":"بین یک و دو سال","spoken":"بین یک و دو سال"}}}},"forms":{"fr":["entre un an et deux ans","un an","une année","plus d''un an","un an et demi"],"ar":["بين سنة وسنتين","سنة","عام","سنة ونص","سنة ونصف","أكثر من سنة"],"fa_AF":["بین یک و دو سال","یک سال","یک و نیم سال","یک سال و نیم","بیشتر از یک سال"]}},{"key":"from_2_years","picture":"duration_very_long","phrase":{"key":"registration.out_of_work.from_2_years","wordings":{"fr":{"":{"printed":"Plus de deux ans","spoken":"Plus de deux ans"}},"ar":{"":{"printed":"أكثر من سنتين","spoken":"أَكْثَرُ مِنْ سَنَتَيْن"}},"fa_AF":{"":{"printed":"بیشتر از دو سال","spoken":"بیشتر از دو سال"}}}},"forms":{"fr":["plus de deux ans","deux ans","trois ans","quatre ans","cinq ans","dix ans","longtemps"],"ar":["أكثر من سنتين","سنتين","عامين","ثلاث سنوات","أربع سنوات","خمس سنوات","زمان","من زمان"],"fa_AF":["بیشتر از دو سال","دو سال","سه سال","چهار سال","پنج سال","بسیار وقت","خیلی وقت"]}}]}],"when":{"answer":"has_job","is":"no"},"personal":false,"purpose":null,"required":false,"practice":false,"sets":null,"bounds":null,"long":null,"picture":"","distinct":false,"by":"","recalls":"","references":{"fse":"duree_chomage_mois"}},{"key":"has_project","kind":"yesno","steps":[{"name":"has_project","question":"has_project","phrase":{"key":"registration.has_project","wordings":{"fr":{"":{"printed":"Avez-vous un projet ?","spoken":"Avez-vous un projet de travail ou d''activité ?"}},"ar":{"":{"printed":"هل عندكم مشروع؟","spoken":"هَلْ عِنْدَكُمْ مَشْرُوعُ عَمَلٍ أَوْ نَشَاط؟"},"f":{"printed":"هل عندك مشروع؟","spoken":"هَلْ عِنْدَكِ مَشْرُوعُ عَمَلٍ أَوْ نَشَاط؟"},"m":{"printed":"هل عندك مشروع؟","spoken":"هَلْ عِنْدَكَ مَشْرُوعُ عَمَلٍ أَوْ نَشَاط؟"}},"fa_AF":{"":{"printed":"آیا پلانی دارید؟","spoken":"آیا پلانِ یک کار یا فعالیت دارید؟"}}}},"input":"choices","choices":[{"key":"yes","picture":"yes","phrase":{"key":"common.yes","wordings":{"fr":{"":{"printed":"Oui","spoken":"Oui"}},"ar":{"":{"printed":"نعم","spoken":"نَعَمْ"}},"fa_AF":{"":{"printed":"بلی","spoken":"بلی"}}}},"forms":{"fr":["oui","ouais","ouep","oui oui","d''accord","ok","okay","bien sûr","bien entendu","exactement","exact","c''est ça","tout à fait","absolument","c''est vrai","voilà","louis","ouïe","wi"],"ar":["نعم","بلى","أجل","إي","آه","أي","إيه","أيوه","ايوا","أيوة","واه","تمام","طيب","أكيد","صح","صحيح","ماشي","موافق","موافقة","طبعا","نعم نعم"],"fa_AF":["بلی","بله","ها","هان","آ","آری","درست است","خوب","بلی بلی","ها ها","درسته","صحیح است","البته","قبول دارم","بلی درست است"]}},{"key":"no","picture":"no","phrase":{"key":"common.no","wordings":{"fr":{"":{"printed":"Non","spoken":"Non"}},"ar":{"":{"printed":"لا","spoken":"لَا"}},"fa_AF":{"":{"printed":"نی","spoken":"نی"}}}},"forms":{"fr":["non","nan","non non","pas du tout","pas d''accord","je ne suis pas d''accord","je suis pas d''accord","c''est faux","jamais","mais non"],"ar":["لا","كلا","لأ","مو","مش","لالا","لا لا","لا لا لا","أبدا","غير صحيح","غير موافق","مش موافق","مو صح","لست موافقا"],"fa_AF":["نی","نخیر","نه","خیر","نا","نه نه","نی نی","نه خیر","قبول ندارم","درست نیست","غلط است"]}}]}],"when":null,"personal":false,"purpose":null,"required":false,"practice":false,"sets":null,"bounds":null,"long":null,"picture":"","distinct":false,"by":"","recalls":"","references":{"indicator":"projet"}},{"key":"project","kind":"open","steps":[{"name":"project","question":"project","phrase":{"key":"registration.project","wordings":{"fr":{"":{"printed":"Parlez-moi de votre projet.","spoken":"Parlez-moi de votre projet."}},"ar":{"":{"printed":"حدثوني عن مشروعكم.","spoken":"حَدِّثُونِي عَنْ مَشْرُوعِكُمْ."},"f":{"printed":"حدثيني عن مشروعك.","spoken":"حَدِّثِينِي عَنْ مَشْرُوعِكِ."},"m":{"printed":"حدثني عن مشروعك.","spoken":"حَدِّثْنِي عَنْ مَشْرُوعِكَ."}},"fa_AF":{"":{"printed":"در مورد پلان خود گپ بزنید.","spoken":"در موردِ پلانِ خود گپ بزنید."}}}},"input":"open","choices":[]}],"when":{"answer":"has_project","is":"yes"},"personal":false,"purpose":null,"required":false,"practice":false,"sets":null,"bounds":null,"long":null,"picture":"","distinct":false,"by":"","recalls":"","references":{"indicator":"projet"}},{"key":"expectations","kind":"open","steps":[{"name":"expectations","question":"expectations","phrase":{"key":"registration.expectations","wordings":{"fr":{"":{"printed":"Qu''attendez-vous de ces journées ensemble ?","spoken":"Qu''attendez-vous de ces journées ensemble ?"}},"ar":{"":{"printed":"ماذا تنتظرون من هذه الأيام معًا؟","spoken":"مَاذَا تَنْتَظِرُونَ مِنْ هٰذِهِ الْأَيَّامِ مَعًا؟"},"f":{"printed":"ماذا تنتظرين من هذه الأيام معًا؟","spoken":"مَاذَا تَنْتَظِرِينَ مِنْ هٰذِهِ الْأَيَّامِ مَعًا؟"},"m":{"printed":"ماذا تنتظر من هذه الأيام معًا؟","spoken":"مَاذَا تَنْتَظِرُ مِنْ هٰذِهِ الْأَيَّامِ مَعًا؟"}},"fa_AF":{"":{"printed":"از این روزهای یکجایی چی انتظار دارید؟","spoken":"از این روزهای یکجایی چی انتظار دارید؟"}}}},"input":"open","choices":[]}],"when":null,"personal":false,"purpose":null,"required":false,"practice":false,"sets":null,"bounds":null,"long":null,"picture":"","distinct":false,"by":"","recalls":"","references":{"indicator":"attentes"}},{"key":"phone","kind":"phone","steps":[{"name":"phone","question":"phone","phrase":{"key":"registration.phone","wordings":{"fr":{"":{"printed":"Quel est votre numéro de téléphone ?","spoken":"Quel est votre numéro de téléphone ?"}},"ar":{"":{"printed":"ما هو رقم هاتفكم؟","spoken":"مَا هُوَ رَقْمُ هَاتِفِكُمْ؟"},"f":{"printed":"ما هو رقم هاتفك؟","spoken":"مَا هُوَ رَقْمُ هَاتِفِكِ؟"},"m":{"printed":"ما هو رقم هاتفك؟","spoken":"مَا هُوَ رَقْمُ هَاتِفِكَ؟"}},"fa_AF":{"":{"printed":"نمبر تلیفون شما چند است؟","spoken":"نَمبَرِ تلیفونِ شما چند است؟"}}}},"input":"keypad","choices":[]}],"when":null,"personal":true,"purpose":null,"required":false,"practice":false,"sets":null,"bounds":null,"long":null,"picture":"","distinct":false,"by":"","recalls":"","references":{"fse":"telephone"}},{"key":"second_contact_ok","kind":"consent","steps":[{"name":"second_contact_ok","question":"second_contact_ok","phrase":{"key":"registration.second_contact_ok","wordings":{"fr":{"":{"printed":"Peut-on appeler un proche si vous ne répondez plus ? Refuser ne change rien à votre place.","spoken":"Peut-on appeler un proche si vous ne répondez plus ? Refuser ne change rien à votre place."}},"ar":{"":{"printed":"هل يمكن أن نتصل بشخص قريب منكم إذا لم تعودوا تجيبون؟ إذا رفضتم، يبقى مكانكم كما هو.","spoken":"هَلْ يُمْكِنُ أَنْ نَتَّصِلَ بِشَخْصٍ قَرِيبٍ مِنْكُمْ إِذَا لَمْ تَعُودُو تُجِيبُون؟ إِذَا رَفَضْتُمْ، يَبْقَى مَكَانُكُمْ كَمَا هُوَ."},"f":{"printed":"هل يمكن أن نتصل بشخص قريب منك إذا لم تعودي تجيبين؟ إذا رفضت، يبقى مكانك كما هو.","spoken":"هَلْ يُمْكِنُ أَنْ نَتَّصِلَ بِشَخْصٍ قَرِيبٍ مِنْكِ إِذَا لَمْ تَعُودِي تُجِيبِين؟ إِذَا رَفَضْتِ، يَبْقَى مَكَانُكِ كَمَا هُوَ."},"m":{"printed":"هل يمكن أن نتصل بشخص قريب منك إذا لم تعد تجيب؟ إذا رفضت، يبقى مكانك كما هو.","spoken":"هَلْ يُمْكِنُ أَنْ نَتَّصِلَ بِشَخْصٍ قَرِيبٍ مِنْكَ إِذَا لَمْ تَعُدْ تُجِيب؟ إِذَا رَفَضْتَ، يَبْقَى مَكَانُكَ كَمَا هُوَ."}},"fa_AF":{"":{"printed":"اگر دیگر جواب ندادید، به یکی از نزدیکان شما زنگ بزنیم؟ اگر نی بگویید، جای شما تغییر نمی‌کند.","spoken":"اگر دیگر جواب ندادید، به یکی از نزدیکانِ شما زنگ بزنیم؟ اگر نی بگویید، جایِ شما تغییر نمی‌کند."}}}},"input":"choices","choices":[{"key":"yes","picture":"yes","phrase":{"key":"common.yes","wordings":{"fr":{"":{"printed":"Oui","spoken":"Oui"}},"ar":{"":{"printed":"نعم","spoken":"نَعَمْ"}},"fa_AF":{"":{"printed":"بلی","spoken":"بلی"}}}},"forms":{"fr":["oui","ouais","ouep","oui oui","d''accord","ok","okay","bien sûr","bien entendu","exactement","exact","c''est ça","tout à fait","absolument","c''est vrai","voilà","louis","ouïe","wi"],"ar":["نعم","بلى","أجل","إي","آه","أي","إيه","أيوه","ايوا","أيوة","واه","تمام","طيب","أكيد","صح","صحيح","ماشي","موافق","موافقة","طبعا","نعم نعم"],"fa_AF":["بلی","بله","ها","هان","آ","آری","درست است","خوب","بلی بلی","ها ها","درسته","صحیح است","البته","قبول دارم","بلی درست است"]}},{"key":"no","picture":"no","phrase":{"key":"common.no","wordings":{"fr":{"":{"printed":"Non","spoken":"Non"}},"ar":{"":{"printed":"لا","spoken":"لَا"}},"fa_AF":{"":{"printed":"نی","spoken":"نی"}}}},"forms":{"fr":["non","nan","non non","pas du tout","pas d''accord","je ne suis pas d''accord","je suis pas d''accord","c''est faux","jamais","mais non"],"ar":["لا","كلا","لأ","مو","مش","لالا","لا لا","لا لا لا","أبدا","غير صحيح","غير موافق","مش موافق","مو صح","لست موافقا"],"fa_AF":["نی","نخیر","نه","خیر","نا","نه نه","نی نی","نه خیر","قبول ندارم","درست نیست","غلط است"]}}]}],"when":null,"personal":false,"purpose":"second_contact","required":false,"practice":false,"sets":null,"bounds":null,"long":"Un consentement dit l''usage, la durée, et que refuser ne change rien.","picture":"","distinct":false,"by":"","recalls":"","references":{}},{"key":"second_contact","kind":"open","steps":[{"name":"second_contact","question":"second_contact","phrase":{"key":"registration.second_contact","wordings":{"fr":{"":{"printed":"Qui est ce proche ? Dites son nom.","spoken":"Qui est ce proche ? Dites son nom."}},"ar":{"":{"printed":"من هو هذا الشخص؟ قولوا اسمه.","spoken":"مَنْ هُوَ هٰذَا الشَخْص؟ قُولُو اِسْمَه."},"f":{"printed":"من هو هذا الشخص؟ قولي اسمه.","spoken":"مَنْ هُوَ هٰذَا الشَخْص؟ قُولِي اِسْمَه."},"m":{"printed":"من هو هذا الشخص؟ قل اسمه.","spoken":"مَنْ هُوَ هٰذَا الشَخْص؟ قُلِ اِسْمَه."}},"fa_AF":{"":{"printed":"این شخص کیست؟ نامش را بگویید.","spoken":"این شخص کیست؟ نامش را بگویید."}}}},"input":"open","choices":[]}],"when":{"answer":"second_contact_ok","is":"yes"},"personal":true,"purpose":null,"required":false,"practice":false,"sets":null,"bounds":null,"long":null,"picture":"","distinct":false,"by":"","recalls":"","references":{}},{"key":"second_phone","kind":"phone","steps":[{"name":"second_phone","question":"second_phone","phrase":{"key":"registration.second_phone","wordings":{"fr":{"":{"printed":"Quel est le numéro de téléphone de ce proche ?","spoken":"Quel est le numéro de téléphone de ce proche ?"}},"ar":{"":{"printed":"ما هو رقم هاتف هذا الشخص؟","spoken":"مَا هُوَ رَقْمُ هَاتِفِ هٰذَا الشَخْص؟"}},"fa_AF":{"":{"printed":"نمبر تلیفون این شخص چند است؟","spoken":"نَمبَرِ تلیفونِ این شخص چند است؟"}}}},"input":"keypad","choices":[]}],"when":{"answer":"second_contact_ok","is":"yes"},"personal":true,"purpose":null,"required":false,"practice":false,"sets":null,"bounds":null,"long":null,"picture":"","distinct":false,"by":"","recalls":"","references":{}},{"key":"about_fund","kind":"info","steps":[{"name":"about_fund","question":"about_fund","phrase":{"key":"registration.about_fund","wordings":{"fr":{"":{"printed":"L''Europe aide à payer et pose des questions. Répondez, ou passez.","spoken":"L''Europe aide à payer et pose des questions. Répondez, ou passez."}},"ar":{"":{"printed":"أوروبا تدفع جزءًا من التكاليف، ولها أسئلة. أجيبوا أو تجاوزوها.","spoken":"أُورُوبَّا تَدْفَعُ جُزْءًا مِنَ التَكَالِيف، وَلَهَا أَسْئِلَه. أَجِيبُو أَوْ تَجَاوَزُوهَا."},"f":{"printed":"أوروبا تدفع جزءًا من التكاليف، ولها أسئلة. أجيبي أو تجاوزيها.","spoken":"أُورُوبَّا تَدْفَعُ جُزْءًا مِنَ التَكَالِيف، وَلَهَا أَسْئِلَه. أَجِيبِي أَوْ تَجَاوَزِيهَا."},"m":{"printed":"أوروبا تدفع جزءًا من التكاليف، ولها أسئلة. أجب أو تجاوزها.","spoken":"أُورُوبَّا تَدْفَعُ جُزْءًا مِنَ التَكَالِيف، وَلَهَا أَسْئِلَه. أَجِبْ أَوْ تَجَاوَزْهَا."}},"fa_AF":{"":{"printed":"اروپا در مصرف کمک می‌کند و می‌پرسد. جواب بدهید یا تیر شوید.","spoken":"اروپا در مصرف کمک می‌کند و می‌پرسد. جواب بدهید یا تیر شوید."}}}},"input":"continue","choices":[{"key":"continue","picture":"next","phrase":{"key":"common.continue","wordings":{"fr":{"":{"printed":"Continuer","spoken":"Continuer"}},"ar":{"":{"printed":"متابعة","spoken":"مُتَابَعَه"}},"fa_AF":{"":{"printed":"ادامه","spoken":"ادامه"}}}},"forms":{"fr":["oui","ouais","ouep","oui oui","d''accord","ok","okay","bien sûr","bien entendu","exactement","exact","c''est ça","tout à fait","absolument","c''est vrai","voilà","louis","ouïe","wi"],"ar":["نعم","بلى","أجل","إي","آه","أي","إيه","أيوه","ايوا","أيوة","واه","تمام","طيب","أكيد","صح","صحيح","ماشي","موافق","موافقة","طبعا","نعم نعم"],"fa_AF":["بلی","بله","ها","هان","آ","آری","درست است","خوب","بلی بلی","ها ها","درسته","صحیح است","البته","قبول دارم","بلی درست است"]}}]}],"when":null,"personal":false,"purpose":null,"required":false,"practice":false,"sets":null,"bounds":null,"long":null,"picture":"","distinct":false,"by":"","recalls":"","references":{}},{"key":"born_in_france","kind":"yesno","steps":[{"name":"born_in_france","question":"born_in_france","phrase":{"key":"registration.born_in_france","wordings":{"fr":{"":{"printed":"Votre pays de naissance est-il la France ?","spoken":"Votre pays de naissance est-il la France ?"}},"ar":{"":{"printed":"هل ولدتم في فرنسا؟","spoken":"هَلْ وُلِدْتُمْ فِي فَرَنْسَا؟"},"f":{"printed":"هل ولدت في فرنسا؟","spoken":"هَلْ وُلِدْتِ فِي فَرَنْسَا؟"},"m":{"printed":"هل ولدت في فرنسا؟","spoken":"هَلْ وُلِدْتَ فِي فَرَنْسَا؟"}},"fa_AF":{"":{"printed":"در فرانسه تولد شده‌اید؟","spoken":"در فرانسه تولد شده‌اید؟"}}}},"input":"choices","choices":[{"key":"yes","picture":"yes","phrase":{"key":"common.yes","wordings":{"fr":{"":{"printed":"Oui","spoken":"Oui"}},"ar":{"":{"printed":"نعم","spoken":"نَعَمْ"}},"fa_AF":{"":{"printed":"بلی","spoken":"بلی"}}}},"forms":{"fr":["oui","ouais","ouep","oui oui","d''accord","ok","okay","bien sûr","bien entendu","exactement","exact","c''est ça","tout à fait","absolument","c''est vrai","voilà","louis","ouïe","wi"],"ar":["نعم","بلى","أجل","إي","آه","أي","إيه","أيوه","ايوا","أيوة","واه","تمام","طيب","أكيد","صح","صحيح","ماشي","موافق","موافقة","طبعا","نعم نعم"],"fa_AF":["بلی","بله","ها","هان","آ","آری","درست است","خوب","بلی بلی","ها ها","درسته","صحیح است","البته","قبول دارم","بلی درست است"]}},{"key":"no","picture":"no","phrase":{"key":"common.no","wordings":{"fr":{"":{"printed":"Non","spoken":"Non"}},"ar":{"":{"printed":"لا","spoken":"لَا"}},"fa_AF":{"":{"printed":"نی","spoken":"نی"}}}},"forms":{"fr":["non","nan","non non","pas du tout","pas d''accord","je ne suis pas d''accord","je suis pas d''accord","c''est faux","jamais","mais non"],"ar":["لا","كلا","لأ","مو","مش","لالا","لا لا","لا لا لا","أبدا","غير صحيح","غير موافق","مش موافق","مو صح","لست موافقا"],"fa_AF":["نی","نخیر","نه","خیر","نا","نه نه","نی نی","نه خیر","قبول ندارم","درست نیست","غلط است"]}}]}],"when":null,"personal":true,"purpose":null,"required":false,"practice":false,"sets":null,"bounds":null,"long":null,"picture":"","distinct":false,"by":"","recalls":"","references":{"fse":"commune_naissance"}},{"key":"birth_town","kind":"open","steps":[{"name":"birth_town","question":"birth_town","phrase":{"key":"registration.birth_town","wordings":{"fr":{"":{"printed":"Dans quelle ville de France ?","spoken":"Dans quelle ville de France est votre naissance ?"}},"ar":{"":{"printed":"في أي مدينة في فرنسا؟","spoken":"فِي أَيِّ مَدِينَةٍ فِي فَرَنْسَا وُلِدْتُمْ؟"},"f":{"printed":"في أي مدينة في فرنسا؟","spoken":"فِي أَيِّ مَدِينَةٍ فِي فَرَنْسَا وُلِدْتِ؟"},"m":{"printed":"في أي مدينة في فرنسا؟","spoken":"فِي أَيِّ مَدِينَةٍ فِي فَرَنْسَا وُلِدْتَ؟"}},"fa_AF":{"":{"printed":"در کدام شهر فرانسه؟","spoken":"در کدام شهرِ فرانسه تولد شده‌اید؟"}}}},"input":"open","choices":[]}],"when":{"answer":"born_in_france","is":"yes"},"personal":true,"purpose":null,"required":false,"practice":false,"sets":null,"bounds":null,"long":null,"picture":"","distinct":false,"by":"","recalls":"","references":{"fse":"commune_naissance"}},{"key":"eu_nationality","kind":"yesno","steps":[{"name":"eu_nationality","question":"eu_nationality","phrase":{"key":"registration.eu_nationality","wordings":{"fr":{"":{"printed":"Avez-vous la nationalité d''un pays de l''Union européenne ?","spoken":"Avez-vous la nationalité d''un pays de l''Union européenne ?"}},"ar":{"":{"printed":"هل عندكم جنسية بلد من الاتحاد الأوروبي؟","spoken":"هَلْ عِنْدَكُمْ جِنْسِيَّةُ بَلَدٍ مِنَ الْاِتِّحَادِ الْأُورُوبِّيّ؟"},"f":{"printed":"هل عندك جنسية بلد من الاتحاد الأوروبي؟","spoken":"هَلْ عِنْدَكِ جِنْسِيَّةُ بَلَدٍ مِنَ الْاِتِّحَادِ الْأُورُوبِّيّ؟"},"m":{"printed":"هل عندك جنسية بلد من الاتحاد الأوروبي؟","spoken":"هَلْ عِنْدَكَ جِنْسِيَّةُ بَلَدٍ مِنَ الْاِتِّحَادِ الْأُورُوبِّيّ؟"}},"fa_AF":{"":{"printed":"تابعیت یکی از کشورهای اتحادیه اروپا را دارید؟","spoken":"تابعیتِ یکی از کشورهای اتحادیهٔ اروپا را دارید؟"}}}},"input":"choices","choices":[{"key":"yes","picture":"yes","phrase":{"key":"common.yes","wordings":{"fr":{"":{"printed":"Oui","spoken":"Oui"}},"ar":{"":{"printed":"نعم","spoken":"نَعَمْ"}},"fa_AF":{"":{"printed":"بلی","spoken":"بلی"}}}},"forms":{"fr":["oui","ouais","ouep","oui oui","d''accord","ok","okay","bien sûr","bien entendu","exactement","exact","c''est ça","tout à fait","absolument","c''est vrai","voilà","louis","ouïe","wi"],"ar":["نعم","بلى","أجل","إي","آه","أي","إيه","أيوه","ايوا","أيوة","واه","تمام","طيب","أكيد","صح","صحيح","ماشي","موافق","موافقة","طبعا","نعم نعم"],"fa_AF":["بلی","بله","ها","هان","آ","آری","درست است","خوب","بلی بلی","ها ها","درسته","صحیح است","البته","قبول دارم","بلی درست است"]}},{"key":"no","picture":"no","phrase":{"key":"common.no","wordings":{"fr":{"":{"printed":"Non","spoken":"Non"}},"ar":{"":{"printed":"لا","spoken":"لَا"}},"fa_AF":{"":{"printed":"نی","spoken":"نی"}}}},"forms":{"fr":["non","nan","non non","pas du tout","pas d''accord","je ne suis pas d''accord","je suis pas d''accord","c''est faux","jamais","mais non"],"ar":["لا","كلا","لأ","مو","مش","لالا","لا لا","لا لا لا","أبدا","غير صحيح","غير موافق","مش موافق","مو صح","لست موافقا"],"fa_AF":["نی","نخیر","نه","خیر","نا","نه نه","نی نی","نه خیر","قبول ندارم","درست نیست","غلط است"]}}]}],"when":null,"personal":false,"purpose":null,"required":false,"practice":false,"sets":null,"bounds":null,"long":null,"picture":"","distinct":false,"by":"","recalls":"","references":{"fse":"nationalite_pays_tiers","fse_yes":"no"}},{"key":"parent_abroad","kind":"yesno","steps":[{"name":"parent_abroad","question":"parent_abroad","phrase":{"key":"registration.parent_abroad","wordings":{"fr":{"":{"printed":"Un de vos parents est-il né hors de France ?","spoken":"Un de vos parents est-il né hors de France ?"}},"ar":{"":{"printed":"هل ولد أحد والديكم خارج فرنسا؟","spoken":"هَلْ وُلِدَ أَحَدُ وَالِدَيْكُمْ خَارِجَ فَرَنْسَا؟"},"f":{"printed":"هل ولد أحد والديك خارج فرنسا؟","spoken":"هَلْ وُلِدَ أَحَدُ وَالِدَيْكِ خَارِجَ فَرَنْسَا؟"},"m":{"printed":"هل ولد أحد والديك خارج فرنسا؟","spoken":"هَلْ وُلِدَ أَحَدُ وَالِدَيْكَ خَارِجَ فَرَنْسَا؟"}},"fa_AF":{"":{"printed":"پدر یا مادر شما بیرون از فرانسه تولد شده است؟","spoken":"پدر یا مادرِ شما بیرون از فرانسه تولد شده است؟"}}}},"input":"choices","choices":[{"key":"yes","picture":"yes","phrase":{"key":"common.yes","wordings":{"fr":{"":{"printed":"Oui","spoken":"Oui"}},"ar":{"":{"printed":"نعم","spoken":"نَعَمْ"}},"fa_AF":{"":{"printed":"بلی","spoken":"بلی"}}}},"forms":{"fr":["oui","ouais","ouep","oui oui","d''accord","ok","okay","bien sûr","bien entendu","exactement","exact","c''est ça","tout à fait","absolument","c''est vrai","voilà","louis","ouïe","wi"],"ar":["نعم","بلى","أجل","إي","آه","أي","إيه","أيوه","ايوا","أيوة","واه","تمام","طيب","أكيد","صح","صحيح","ماشي","موافق","موافقة","طبعا","نعم نعم"],"fa_AF":["بلی","بله","ها","هان","آ","آری","درست است","خوب","بلی بلی","ها ها","درسته","صحیح است","البته","قبول دارم","بلی درست است"]}},{"key":"no","picture":"no","phrase":{"key":"common.no","wordings":{"fr":{"":{"printed":"Non","spoken":"Non"}},"ar":{"":{"printed":"لا","spoken":"لَا"}},"fa_AF":{"":{"printed":"نی","spoken":"نی"}}}},"forms":{"fr":["non","nan","non non","pas du tout","pas d''accord","je ne suis pas d''accord","je suis pas d''accord","c''est faux","jamais","mais non"],"ar":["لا","كلا","لأ","مو","مش","لالا","لا لا","لا لا لا","أبدا","غير صحيح","غير موافق","مش موافق","مو صح","لست موافقا"],"fa_AF":["نی","نخیر","نه","خیر","نا","نه نه","نی نی","نه خیر","قبول ندارم","درست نیست","غلط است"]}}]}],"when":null,"personal":false,"purpose":null,"required":false,"practice":false,"sets":null,"bounds":null,"long":null,"picture":"","distinct":false,"by":"","recalls":"","references":{"fse":"parent_ne_a_letranger"}},{"key":"disability","kind":"yesno","steps":[{"name":"disability","question":"disability","phrase":{"key":"registration.disability","wordings":{"fr":{"":{"printed":"Avez-vous un handicap reconnu ?","spoken":"Avez-vous un handicap reconnu ?"}},"ar":{"":{"printed":"هل عندكم إعاقة معترف بها؟","spoken":"هَلْ عِنْدَكُمْ إِعَاقَةٌ مُعْتَرَفٌ بِهَا؟"},"f":{"printed":"هل عندك إعاقة معترف بها؟","spoken":"هَلْ عِنْدَكِ إِعَاقَةٌ مُعْتَرَفٌ بِهَا؟"},"m":{"printed":"هل عندك إعاقة معترف بها؟","spoken":"هَلْ عِنْدَكَ إِعَاقَةٌ مُعْتَرَفٌ بِهَا؟"}},"fa_AF":{"":{"printed":"معلولیتی دارید که رسمی ثبت شده باشد؟","spoken":"معلولیتی دارید که رسمی ثبت شده باشد؟"}}}},"input":"choices","choices":[{"key":"yes","picture":"yes","phrase":{"key":"common.yes","wordings":{"fr":{"":{"printed":"Oui","spoken":"Oui"}},"ar":{"":{"printed":"نعم","spoken":"نَعَمْ"}},"fa_AF":{"":{"printed":"بلی","spoken":"بلی"}}}},"forms":{"fr":["oui","ouais","ouep","oui oui","d''accord","ok","okay","bien sûr","bien entendu","exactement","exact","c''est ça","tout à fait","absolument","c''est vrai","voilà","louis","ouïe","wi"],"ar":["نعم","بلى","أجل","إي","آه","أي","إيه","أيوه","ايوا","أيوة","واه","تمام","طيب","أكيد","صح","صحيح","ماشي","موافق","موافقة","طبعا","نعم نعم"],"fa_AF":["بلی","بله","ها","هان","آ","آری","درست است","خوب","بلی بلی","ها ها","درسته","صحیح است","البته","قبول دارم","بلی درست است"]}},{"key":"no","picture":"no","phrase":{"key":"common.no","wordings":{"fr":{"":{"printed":"Non","spoken":"Non"}},"ar":{"":{"printed":"لا","spoken":"لَا"}},"fa_AF":{"":{"printed":"نی","spoken":"نی"}}}},"forms":{"fr":["non","nan","non non","pas du tout","pas d''accord","je ne suis pas d''accord","je suis pas d''accord","c''est faux","jamais","mais non"],"ar":["لا","كلا","لأ","مو","مش","لالا","لا لا","لا لا لا","أبدا","غير صحيح","غير موافق","مش موافق","مو صح","لست موافقا"],"fa_AF":["نی","نخیر","نه","خیر","نا","نه نه","نی نی","نه خیر","قبول ندارم","درست نیست","غلط است"]}}]}],"when":null,"personal":false,"purpose":null,"required":false,"practice":false,"sets":null,"bounds":null,"long":null,"picture":"","distinct":false,"by":"","recalls":"","references":{"fse":"handicap_reconnu"}},{"key":"social_income","kind":"yesno","steps":[{"name":"social_income","question":"social_income","phrase":{"key":"registration.social_income","wordings":{"fr":{"":{"printed":"Recevez-vous une aide pour vivre, comme le RSA ?","spoken":"Recevez-vous une aide pour vivre, comme le RSA ?"}},"ar":{"":{"printed":"هل تتلقون مساعدة مالية للعيش، مثل RSA؟","spoken":"هَلْ تَتَلَقَّوْنَ مُسَاعَدَةً مَالِيَّةً لِلْعَيْش، مِثْلَ إِرْ إِسْ أَا؟"},"f":{"printed":"هل تتلقين مساعدة مالية للعيش، مثل RSA؟","spoken":"هَلْ تَتَلَقَّيْنَ مُسَاعَدَةً مَالِيَّةً لِلْعَيْش، مِثْلَ إِرْ إِسْ أَا؟"},"m":{"printed":"هل تتلقى مساعدة مالية للعيش، مثل RSA؟","spoken":"هَلْ تَتَلَقَّى مُسَاعَدَةً مَالِيَّةً لِلْعَيْش، مِثْلَ إِرْ إِسْ أَا؟"}},"fa_AF":{"":{"printed":"برای زندگی کمک پولی می‌گیرید، مثل RSA؟","spoken":"برای زندگی کمکِ پولی می‌گیرید، مثلِ اِر اِس آ؟"}}}},"input":"choices","choices":[{"key":"yes","picture":"yes","phrase":{"key":"common.yes","wordings":{"fr":{"":{"printed":"Oui","spoken":"Oui"}},"ar":{"":{"printed":"نعم","spoken":"نَعَمْ"}},"fa_AF":{"":{"printed":"بلی","spoken":"بلی"}}}},"forms":{"fr":["oui","ouais","ouep","oui oui","d''accord","ok","okay","bien sûr","bien entendu","exactement","exact","c''est ça","tout à fait","absolument","c''est vrai","voilà","louis","ouïe","wi"],"ar":["نعم","بلى","أجل","إي","آه","أي","إيه","أيوه","ايوا","أيوة","واه","تمام","طيب","أكيد","صح","صحيح","ماشي","موافق","موافقة","طبعا","نعم نعم"],"fa_AF":["بلی","بله","ها","هان","آ","آری","درست است","خوب","بلی بلی","ها ها","درسته","صحیح است","البته","قبول دارم","بلی درست است"]}},{"key":"no","picture":"no","phrase":{"key":"common.no","wordings":{"fr":{"":{"printed":"Non","spoken":"Non"}},"ar":{"":{"printed":"لا","spoken":"لَا"}},"fa_AF":{"":{"printed":"نی","spoken":"نی"}}}},"forms":{"fr":["non","nan","non non","pas du tout","pas d''accord","je ne suis pas d''accord","je suis pas d''accord","c''est faux","jamais","mais non"],"ar":["لا","كلا","لأ","مو","مش","لالا","لا لا","لا لا لا","أبدا","غير صحيح","غير موافق","مش موافق","مو صح","لست موافقا"],"fa_AF":["نی","نخیر","نه","خیر","نا","نه نه","نی نی","نه خیر","قبول ندارم","درست نیست","غلط است"]}}]}],"when":null,"personal":false,"purpose":null,"required":false,"practice":false,"sets":null,"bounds":null,"long":null,"picture":"","distinct":false,"by":"","recalls":"","references":{"fse":"minima_sociaux"}},{"key":"housing","kind":"yesno","steps":[{"name":"housing","question":"housing","phrase":{"key":"registration.housing","wordings":{"fr":{"":{"printed":"Avez-vous des difficultés de logement ?","spoken":"Avez-vous des difficultés de logement ?"}},"ar":{"":{"printed":"هل عندكم مشكلة في السكن؟","spoken":"هَلْ عِنْدَكُمْ مُشْكِلَةٌ فِي السَكَن؟"},"f":{"printed":"هل عندك مشكلة في السكن؟","spoken":"هَلْ عِنْدَكِ مُشْكِلَةٌ فِي السَكَن؟"},"m":{"printed":"هل عندك مشكلة في السكن؟","spoken":"هَلْ عِنْدَكَ مُشْكِلَةٌ فِي السَكَن؟"}},"fa_AF":{"":{"printed":"در مورد خانه و جای بودوباش مشکل دارید؟","spoken":"در موردِ خانه و جایِ بودوباش مشکل دارید؟"}}}},"input":"choices","choices":[{"key":"yes","picture":"yes","phrase":{"key":"common.yes","wordings":{"fr":{"":{"printed":"Oui","spoken":"Oui"}},"ar":{"":{"printed":"نعم","spoken":"نَعَمْ"}},"fa_AF":{"":{"printed":"بلی","spoken":"بلی"}}}},"forms":{"fr":["oui","ouais","ouep","oui oui","d''accord","ok","okay","bien sûr","bien entendu","exactement","exact","c''est ça","tout à fait","absolument","c''est vrai","voilà","louis","ouïe","wi"],"ar":["نعم","بلى","أجل","إي","آه","أي","إيه","أيوه","ايوا","أيوة","واه","تمام","طيب","أكيد","صح","صحيح","ماشي","موافق","موافقة","طبعا","نعم نعم"],"fa_AF":["بلی","بله","ها","هان","آ","آری","درست است","خوب","بلی بلی","ها ها","درسته","صحیح است","البته","قبول دارم","بلی درست است"]}},{"key":"no","picture":"no","phrase":{"key":"common.no","wordings":{"fr":{"":{"printed":"Non","spoken":"Non"}},"ar":{"":{"printed":"لا","spoken":"لَا"}},"fa_AF":{"":{"printed":"نی","spoken":"نی"}}}},"forms":{"fr":["non","nan","non non","pas du tout","pas d''accord","je ne suis pas d''accord","je suis pas d''accord","c''est faux","jamais","mais non"],"ar":["لا","كلا","لأ","مو","مش","لالا","لا لا","لا لا لا","أبدا","غير صحيح","غير موافق","مش موافق","مو صح","لست موافقا"],"fa_AF":["نی","نخیر","نه","خیر","نا","نه نه","نی نی","نه خیر","قبول ندارم","درست نیست","غلط است"]}}]}],"when":null,"personal":false,"purpose":null,"required":false,"practice":false,"sets":null,"bounds":null,"long":null,"picture":"","distinct":false,"by":"","recalls":"","references":{"fse":"sans_domicile_ou_exclusion_logement"}},{"key":"household_works","kind":"yesno","steps":[{"name":"household_works","question":"household_works","phrase":{"key":"registration.household_works","wordings":{"fr":{"":{"printed":"Chez vous, quelqu''un a-t-il un travail ?","spoken":"Chez vous, quelqu''un a-t-il un travail ?"}},"ar":{"":{"printed":"في بيتكم، هل يعمل أحد؟","spoken":"فِي بَيْتِكُمْ، هَلْ يَعْمَلُ أَحَد؟"},"f":{"printed":"في بيتك، هل يعمل أحد؟","spoken":"فِي بَيْتِكِ، هَلْ يَعْمَلُ أَحَد؟"},"m":{"printed":"في بيتك، هل يعمل أحد؟","spoken":"فِي بَيْتِكَ، هَلْ يَعْمَلُ أَحَد؟"}},"fa_AF":{"":{"printed":"در خانه شما کسی کار دارد؟","spoken":"در خانهٔ شما کسی کار دارد؟"}}}},"input":"choices","choices":[{"key":"yes","picture":"yes","phrase":{"key":"common.yes","wordings":{"fr":{"":{"printed":"Oui","spoken":"Oui"}},"ar":{"":{"printed":"نعم","spoken":"نَعَمْ"}},"fa_AF":{"":{"printed":"بلی","spoken":"بلی"}}}},"forms":{"fr":["oui","ouais","ouep","oui oui","d''accord","ok","okay","bien sûr","bien entendu","exactement","exact","c''est ça","tout à fait","absolument","c''est vrai","voilà","louis","ouïe","wi"],"ar":["نعم","بلى","أجل","إي","آه","أي","إيه","أيوه","ايوا","أيوة","واه","تمام","طيب","أكيد","صح","صحيح","ماشي","موافق","موافقة","طبعا","نعم نعم"],"fa_AF":["بلی","بله","ها","هان","آ","آری","درست است","خوب","بلی بلی","ها ها","درسته","صحیح است","البته","قبول دارم","بلی درست است"]}},{"key":"no","picture":"no","phrase":{"key":"common.no","wordings":{"fr":{"":{"printed":"Non","spoken":"Non"}},"ar":{"":{"printed":"لا","spoken":"لَا"}},"fa_AF":{"":{"printed":"نی","spoken":"نی"}}}},"forms":{"fr":["non","nan","non non","pas du tout","pas d''accord","je ne suis pas d''accord","je suis pas d''accord","c''est faux","jamais","mais non"],"ar":["لا","كلا","لأ","مو","مش","لالا","لا لا","لا لا لا","أبدا","غير صحيح","غير موافق","مش موافق","مو صح","لست موافقا"],"fa_AF":["نی","نخیر","نه","خیر","نا","نه نه","نی نی","نه خیر","قبول ندارم","درست نیست","غلط است"]}}]}],"when":{"not":{"answer":"has_job","is":"yes"}},"personal":false,"purpose":null,"required":false,"practice":false,"sets":null,"bounds":null,"long":null,"picture":"","distinct":false,"by":"","recalls":"","references":{"fse":"menage_sans_emploi","fse_yes":"no"}},{"key":"children","kind":"yesno","steps":[{"name":"children","question":"children","phrase":{"key":"registration.children","wordings":{"fr":{"":{"printed":"Avez-vous des enfants à votre charge ?","spoken":"Avez-vous des enfants à votre charge ?"}},"ar":{"":{"printed":"هل عندكم أولاد تعيلونهم؟","spoken":"هَلْ عِنْدَكُمْ أَوْلَادٌ تُعِيلُونَهُمْ؟"},"f":{"printed":"هل عندك أولاد تعيلينهم؟","spoken":"هَلْ عِنْدَكِ أَوْلَادٌ تُعِيلِينَهُمْ؟"},"m":{"printed":"هل عندك أولاد تعيلهم؟","spoken":"هَلْ عِنْدَكَ أَوْلَادٌ تُعِيلُهُمْ؟"}},"fa_AF":{"":{"printed":"اولاد دارید که خرج‌شان به دوش شما باشد؟","spoken":"اولاد دارید که خرج‌شان به دوشِ شما باشد؟"}}}},"input":"choices","choices":[{"key":"yes","picture":"yes","phrase":{"key":"common.yes","wordings":{"fr":{"":{"printed":"Oui","spoken":"Oui"}},"ar":{"":{"printed":"نعم","spoken":"نَعَمْ"}},"fa_AF":{"":{"printed":"بلی","spoken":"بلی"}}}},"forms":{"fr":["oui","ouais","ouep","oui oui","d''accord","ok","okay","bien sûr","bien entendu","exactement","exact","c''est ça","tout à fait","absolument","c''est vrai","voilà","louis","ouïe","wi"],"ar":["نعم","بلى","أجل","إي","آه","أي","إيه","أيوه","ايوا","أيوة","واه","تمام","طيب","أكيد","صح","صحيح","ماشي","موافق","موافقة","طبعا","نعم نعم"],"fa_AF":["بلی","بله","ها","هان","آ","آری","درست است","خوب","بلی بلی","ها ها","درسته","صحیح است","البته","قبول دارم","بلی درست است"]}},{"key":"no","picture":"no","phrase":{"key":"common.no","wordings":{"fr":{"":{"printed":"Non","spoken":"Non"}},"ar":{"":{"printed":"لا","spoken":"لَا"}},"fa_AF":{"":{"printed":"نی","spoken":"نی"}}}},"forms":{"fr":["non","nan","non non","pas du tout","pas d''accord","je ne suis pas d''accord","je suis pas d''accord","c''est faux","jamais","mais non"],"ar":["لا","كلا","لأ","مو","مش","لالا","لا لا","لا لا لا","أبدا","غير صحيح","غير موافق","مش موافق","مو صح","لست موافقا"],"fa_AF":["نی","نخیر","نه","خیر","نا","نه نه","نی نی","نه خیر","قبول ندارم","درست نیست","غلط است"]}}]}],"when":null,"personal":false,"purpose":null,"required":false,"practice":false,"sets":null,"bounds":null,"long":null,"picture":"","distinct":false,"by":"","recalls":"","references":{"fse":"enfants_a_charge"}},{"key":"other_adult","kind":"yesno","steps":[{"name":"other_adult","question":"other_adult","phrase":{"key":"registration.other_adult","wordings":{"fr":{"":{"printed":"Chez vous, un autre adulte vit-il avec vous ?","spoken":"Chez vous, un autre adulte vit-il avec vous ?"}},"ar":{"":{"printed":"في بيتكم، هل يعيش معكم شخص بالغ آخر؟","spoken":"فِي بَيْتِكُمْ، هَلْ يَعِيشُ مَعَكُمْ شَخْصٌ بَالِغٌ آخَر؟"},"f":{"printed":"في بيتك، هل يعيش معك شخص بالغ آخر؟","spoken":"فِي بَيْتِكِ، هَلْ يَعِيشُ مَعَكِ شَخْصٌ بَالِغٌ آخَر؟"},"m":{"printed":"في بيتك، هل يعيش معك شخص بالغ آخر؟","spoken":"فِي بَيْتِكَ، هَلْ يَعِيشُ مَعَكَ شَخْصٌ بَالِغٌ آخَر؟"}},"fa_AF":{"":{"printed":"در خانه با شما یک کلان‌سال دیگر زندگی می‌کند؟","spoken":"در خانه با شما یک کلان‌سالِ دیگر زندگی می‌کند؟"}}}},"input":"choices","choices":[{"key":"yes","picture":"yes","phrase":{"key":"common.yes","wordings":{"fr":{"":{"printed":"Oui","spoken":"Oui"}},"ar":{"":{"printed":"نعم","spoken":"نَعَمْ"}},"fa_AF":{"":{"printed":"بلی","spoken":"بلی"}}}},"forms":{"fr":["oui","ouais","ouep","oui oui","d''accord","ok","okay","bien sûr","bien entendu","exactement","exact","c''est ça","tout à fait","absolument","c''est vrai","voilà","louis","ouïe","wi"],"ar":["نعم","بلى","أجل","إي","آه","أي","إيه","أيوه","ايوا","أيوة","واه","تمام","طيب","أكيد","صح","صحيح","ماشي","موافق","موافقة","طبعا","نعم نعم"],"fa_AF":["بلی","بله","ها","هان","آ","آری","درست است","خوب","بلی بلی","ها ها","درسته","صحیح است","البته","قبول دارم","بلی درست است"]}},{"key":"no","picture":"no","phrase":{"key":"common.no","wordings":{"fr":{"":{"printed":"Non","spoken":"Non"}},"ar":{"":{"printed":"لا","spoken":"لَا"}},"fa_AF":{"":{"printed":"نی","spoken":"نی"}}}},"forms":{"fr":["non","nan","non non","pas du tout","pas d''accord","je ne suis pas d''accord","je suis pas d''accord","c''est faux","jamais","mais non"],"ar":["لا","كلا","لأ","مو","مش","لالا","لا لا","لا لا لا","أبدا","غير صحيح","غير موافق","مش موافق","مو صح","لست موافقا"],"fa_AF":["نی","نخیر","نه","خیر","نا","نه نه","نی نی","نه خیر","قبول ندارم","درست نیست","غلط است"]}}]}],"when":{"answer":"children","is":"yes"},"personal":false,"purpose":null,"required":false,"practice":false,"sets":null,"bounds":null,"long":null,"picture":"","distinct":false,"by":"","recalls":"","references":{"fse":"parent_isole","fse_yes":"no"}}]}','2026-11-20T08:00:00.000000Z');
CREATE TABLE record_rows (
    id INTEGER PRIMARY KEY,
    target_id INTEGER NOT NULL REFERENCES record_targets(id) ON DELETE CASCADE,
    kind TEXT NOT NULL CHECK (kind IN ('person', 'note', 'cohort')),
    key TEXT NOT NULL,
    wanted TEXT,
    sent TEXT,
    seen TEXT,
    outside TEXT,
    columns TEXT NOT NULL DEFAULT '[]',
    state TEXT NOT NULL CHECK (state IN ('waiting', 'sent', 'held', 'conflict', 'lost', 'gone')),
    trouble TEXT,
    detail TEXT,
    attempts INTEGER NOT NULL DEFAULT 0,
    not_before TEXT NOT NULL,
    changed_at TEXT NOT NULL,
    went_at TEXT,
    UNIQUE (target_id, kind, key)
) STRICT;
CREATE TABLE record_targets (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    cae_id INTEGER NOT NULL REFERENCES caes(id),
    kind TEXT NOT NULL CHECK (kind IN ('endi', 'grist', 'folder')),
    place TEXT NOT NULL,
    sealed TEXT NOT NULL,
    mapping TEXT NOT NULL,
    attempts INTEGER NOT NULL DEFAULT 0,
    not_before TEXT NOT NULL,
    trouble TEXT,
    remarks TEXT NOT NULL DEFAULT '[]',
    reached_at TEXT,
    added_at TEXT NOT NULL
) STRICT;
CREATE TABLE removals (
    id INTEGER PRIMARY KEY,
    address_id INTEGER NOT NULL REFERENCES addresses(id) ON DELETE CASCADE,
    take_id TEXT REFERENCES takes(id) ON DELETE SET NULL,
    message INTEGER NOT NULL,
    attempts INTEGER NOT NULL DEFAULT 0,
    asked_at TEXT NOT NULL,
    not_before TEXT NOT NULL
) STRICT;
CREATE TABLE sessions (
    cohort_id INTEGER NOT NULL REFERENCES cohorts(id) ON DELETE CASCADE,
    number INTEGER NOT NULL,
    date TEXT NOT NULL,
    starts TEXT NOT NULL,
    ends TEXT NOT NULL, place TEXT NOT NULL DEFAULT '', module INTEGER, title TEXT NOT NULL DEFAULT '', guests TEXT NOT NULL DEFAULT '[]',
    PRIMARY KEY (cohort_id, number)
) STRICT, WITHOUT ROWID;
INSERT INTO "sessions" VALUES(1,1,'2026-11-23','09:30','16:30','',1,'Je découvre l''entreprise coopérative et le projet par la flashcoop','["accompagnement"]');
INSERT INTO "sessions" VALUES(1,2,'2026-11-24','09:30','16:30','',2,'Nous produisons','["producteur"]');
INSERT INTO "sessions" VALUES(1,3,'2026-11-26','09:30','16:30','',2,'Nous commercialisons, nous vendons','["logisticien"]');
INSERT INTO "sessions" VALUES(1,4,'2026-11-30','09:30','16:30','',3,'Je fais le point','["accompagnement","insertion"]');
CREATE TABLE signins (
    nonce TEXT PRIMARY KEY,
    hash TEXT NOT NULL UNIQUE,
    person_id INTEGER REFERENCES people(id) ON DELETE CASCADE,
    browser_hash TEXT,
    tries INTEGER NOT NULL DEFAULT 0,
    created_at TEXT NOT NULL,
    expires_at TEXT NOT NULL,
    used_at TEXT
) STRICT, WITHOUT ROWID;
CREATE TABLE speakers (
    id INTEGER PRIMARY KEY,
    code TEXT NOT NULL UNIQUE,
    person_id INTEGER UNIQUE REFERENCES people(id) ON DELETE CASCADE,
    cae_id INTEGER REFERENCES caes(id),
    dialect TEXT NOT NULL DEFAULT '',
    origin TEXT NOT NULL DEFAULT '',
    since TEXT NOT NULL
) STRICT;
CREATE TABLE studio_places (
    person_id INTEGER PRIMARY KEY REFERENCES people(id) ON DELETE CASCADE,
    language TEXT NOT NULL,
    list TEXT NOT NULL,
    item TEXT NOT NULL DEFAULT '',
    at TEXT NOT NULL
) STRICT;
CREATE TABLE takes (
    id TEXT PRIMARY KEY,
    person_id INTEGER NOT NULL REFERENCES people(id) ON DELETE CASCADE,
    cae_id INTEGER REFERENCES caes(id),
    instance_id INTEGER REFERENCES instances(id) ON DELETE CASCADE,
    ask TEXT,
    question TEXT,
    source TEXT,
    sha256 TEXT REFERENCES media(sha256),
    mime TEXT,
    seconds REAL,
    bytes INTEGER,
    state TEXT NOT NULL DEFAULT 'expected' CHECK (state IN ('expected', 'stored', 'gone', 'refused')),
    received_at TEXT NOT NULL,
    keep_until TEXT NOT NULL,
    released_at TEXT,
    transcript TEXT,
    transcript_status TEXT NOT NULL DEFAULT 'none'
        CHECK (transcript_status IN ('none', 'machine', 'checked')),
    transcript_by TEXT,
    confidence REAL
, machine_transcript TEXT, uncertain INTEGER NOT NULL DEFAULT 0, spoken_language TEXT, signed_at TEXT, translation TEXT, translated_by TEXT, translated_at TEXT) STRICT, WITHOUT ROWID;
CREATE TABLE telegram_files (
    bot TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    file_id TEXT NOT NULL,
    PRIMARY KEY (bot, sha256)
) STRICT, WITHOUT ROWID;
INSERT INTO "telegram_files" VALUES('123456','845cbda44c7998bd22995eb77269f98fe3e3e17f9bcfa28f32a4d3e0b8731722','AwACa9hboEDSHu0KsdoExktNE7HJrF-ygkvOfAOW0RyzEkxr2FugQNIe7Qqx2gTGS00TscmsX7KC');
INSERT INTO "telegram_files" VALUES('123456','e5faddab03621c29bb26cbc6fac8546fe432102e7716dcc94f578f2f8fbd293e','AwACOqBZGGWMNPFcWMxakU6EpS6ljMaJR3Vs19EZKNSZXRc6oFkYZYw08VxYzFqRToSlLqWMxolH');
CREATE TABLE territories (
    id INTEGER PRIMARY KEY,
    postcode TEXT NOT NULL,
    town TEXT NOT NULL,
    street TEXT NOT NULL,
    qpv TEXT NOT NULL CHECK (qpv IN ('yes', 'near', 'no', 'unknown')),
    zrr TEXT NOT NULL CHECK (zrr IN ('yes', 'no', 'unknown'))
) STRICT;
CREATE TABLE themes (
    instance_id INTEGER NOT NULL REFERENCES instances(id) ON DELETE CASCADE,
    question TEXT NOT NULL,
    theme TEXT NOT NULL,
    revision INTEGER NOT NULL,
    author TEXT NOT NULL,
    at TEXT NOT NULL,
    PRIMARY KEY (instance_id, question, theme)
) STRICT, WITHOUT ROWID;
CREATE TABLE troubles (
    id INTEGER PRIMARY KEY,
    inbox_id INTEGER,
    person_id INTEGER REFERENCES people(id) ON DELETE CASCADE,
    cae_id INTEGER REFERENCES caes(id),
    instance_id INTEGER REFERENCES instances(id) ON DELETE CASCADE,
    code TEXT NOT NULL,
    detail TEXT NOT NULL,
    at TEXT NOT NULL
) STRICT;
CREATE TABLE voice_releases (
    id INTEGER PRIMARY KEY,
    speaker_id INTEGER NOT NULL REFERENCES speakers(id) ON DELETE CASCADE,
    scope TEXT NOT NULL CHECK (scope IN ('none', 'here', 'network')),
    until TEXT NOT NULL,
    wording TEXT NOT NULL,
    language TEXT NOT NULL,
    sha256 TEXT REFERENCES media(sha256),
    at TEXT NOT NULL
) STRICT;
CREATE TABLE voice_takes (
    id TEXT PRIMARY KEY,
    speaker_id INTEGER NOT NULL REFERENCES speakers(id) ON DELETE CASCADE,
    kind TEXT NOT NULL CHECK (kind IN ('phrase', 'example')),
    language TEXT NOT NULL,
    text TEXT NOT NULL,
    set_name TEXT NOT NULL DEFAULT '',
    option TEXT NOT NULL DEFAULT '',
    sha256 TEXT NOT NULL REFERENCES media(sha256),
    seconds REAL NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('flagged', 'used', 'replaced')),
    heard TEXT NOT NULL DEFAULT '',
    at TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE voices_taken_back (code TEXT PRIMARY KEY, at TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE wording_reviews (
    id INTEGER PRIMARY KEY,
    language TEXT NOT NULL,
    context TEXT NOT NULL,
    source TEXT NOT NULL,
    verdict TEXT NOT NULL CHECK (verdict IN ('signed', 'better', 'spoken', 'settled')),
    text TEXT NOT NULL DEFAULT '',
    sha256 TEXT REFERENCES media(sha256),
    person_id INTEGER REFERENCES people(id) ON DELETE SET NULL,
    signed_as TEXT NOT NULL,
    at TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX "idx__sqlite_migrations_migration_set_name"
    ON "_sqlite_migrations" ("migration_set", "name");
CREATE INDEX cohorts_of_cae ON cohorts(cae_id);
CREATE INDEX people_of_cohort ON people(cohort_id);
CREATE INDEX invitations_used_by ON invitations(used_by);
CREATE INDEX addresses_person ON addresses(person_id);
CREATE INDEX addresses_last_ask ON addresses(last_ask_instance);
CREATE INDEX address_people_person ON address_people(person_id);
CREATE INDEX inbox_waiting ON inbox(recipient, id) WHERE state = 'waiting';
CREATE INDEX inbox_address ON inbox(address_id);
CREATE TRIGGER answers_are_append_only BEFORE UPDATE ON answers
BEGIN SELECT RAISE(ABORT, 'answers are append-only'); END;
CREATE INDEX consents_person ON consents(person_id, purpose, id);
CREATE TRIGGER consents_are_append_only BEFORE UPDATE ON consents
BEGIN SELECT RAISE(ABORT, 'consents are append-only'); END;
CREATE INDEX helps_open ON helps(cae_id, id) WHERE closed_at IS NULL;
CREATE INDEX helps_person ON helps(person_id);
CREATE INDEX helps_instance ON helps(instance_id);
CREATE INDEX troubles_person ON troubles(person_id);
CREATE INDEX troubles_instance ON troubles(instance_id);
CREATE INDEX takes_person ON takes(person_id);
CREATE INDEX takes_instance ON takes(instance_id);
CREATE INDEX takes_bytes ON takes(sha256);
CREATE INDEX takes_due ON takes(keep_until) WHERE state IN ('expected', 'stored');
CREATE INDEX jobs_waiting ON jobs(kind, not_before, id) WHERE state = 'waiting';
CREATE INDEX jobs_take ON jobs(take_id);
CREATE INDEX outbox_waiting ON outbox(channel, priority, id) WHERE state = 'waiting';
CREATE INDEX outbox_waiting_at ON outbox(address_id, seq) WHERE state = 'waiting';
CREATE INDEX outbox_person ON outbox(person_id);
CREATE INDEX calls_open ON calls(priority, id) WHERE open = 1;
CREATE INDEX calls_open_at ON calls(address_id, seq, n) WHERE open = 1;
CREATE INDEX calls_address ON calls(address_id);
CREATE UNIQUE INDEX instances_one ON instances(person_id, questionnaire, moment,
    coalesce(cohort_id, 0), coalesce(subject_id, 0));
CREATE INDEX members_of_cohort ON members(cohort_id);
CREATE INDEX instances_hash ON instances(hash);
CREATE INDEX instances_cohort ON instances(cohort_id);
CREATE INDEX instances_subject ON instances(subject_id) WHERE subject_id IS NOT NULL;
CREATE INDEX addresses_held_by ON addresses(held_by) WHERE held_by IS NOT NULL;
CREATE INDEX peer_pairs_rater ON peer_pairs(rater_id);
CREATE INDEX peer_pairs_subject ON peer_pairs(subject_id);
CREATE INDEX peer_echoes_subject ON peer_echoes(subject_id);
CREATE INDEX peer_echoes_questionnaire ON peer_echoes(questionnaire);
CREATE INDEX peer_words_echo ON peer_words(echo_id);
CREATE INDEX peer_words_instance ON peer_words(instance_id);
CREATE INDEX attempts_person ON attempts(person_id, at);
CREATE INDEX attempts_address ON attempts(address_id, at);
CREATE INDEX attempts_inbox ON attempts(inbox_id) WHERE inbox_id IS NOT NULL;
CREATE INDEX outbox_reminders ON outbox(inbox_id) WHERE priority = 5;
CREATE INDEX attempts_planned ON attempts(id) WHERE state = 'planned';
CREATE INDEX phone_calls_person ON phone_calls(person_id, cohort_id, moment);
CREATE TRIGGER phone_calls_are_append_only BEFORE UPDATE ON phone_calls
BEGIN SELECT RAISE(ABORT, 'phone calls are append-only'); END;
CREATE INDEX attendance_person ON attendance(person_id, cohort_id, session);
CREATE TRIGGER attendance_is_append_only BEFORE UPDATE ON attendance
BEGIN SELECT RAISE(ABORT, 'attendance is append-only'); END;
CREATE INDEX contracts_person ON contracts(person_id, cohort_id);
CREATE TRIGGER contracts_are_append_only BEFORE UPDATE ON contracts
BEGIN SELECT RAISE(ABORT, 'contracts are append-only'); END;
CREATE INDEX removals_due ON removals(not_before);
CREATE INDEX removals_take ON removals(take_id);
CREATE INDEX removals_address ON removals(address_id);
CREATE INDEX guesses_judged ON guesses(cae_id, language, ear) WHERE verdict IS NOT NULL;
CREATE INDEX answers_guessed ON answers(take_id) WHERE guessed = 1;
CREATE INDEX takes_unchecked ON takes(received_at, id) WHERE state = 'stored' AND transcript_status <> 'checked';
CREATE INDEX erasures_address ON erasures(address_id);
CREATE INDEX erased_links_erasure ON erased_links(erasure_id);
CREATE INDEX addresses_held_instance ON addresses(held_instance) WHERE held_instance IS NOT NULL;
CREATE INDEX invitations_person ON invitations(person_id) WHERE person_id IS NOT NULL;
CREATE INDEX prescriptions_partner ON prescriptions(partner_id);
CREATE INDEX invitations_issued_by ON invitations(issued_by) WHERE issued_by IS NOT NULL;
CREATE INDEX signins_person ON signins(person_id, created_at);
CREATE INDEX signins_browser ON signins(browser_hash, created_at) WHERE browser_hash IS NOT NULL;
CREATE INDEX console_sessions_person ON console_sessions(person_id);
CREATE INDEX contact_mails_lookup ON contact_mails(lookup);
CREATE INDEX passed_calls_by ON passed_calls(by_person);
CREATE INDEX passed_calls_cohort ON passed_calls(cohort_id);
CREATE INDEX passed_calls_to ON passed_calls(to_person) WHERE ended_at IS NULL;
CREATE UNIQUE INDEX passed_calls_open ON passed_calls(person_id, cohort_id, moment) WHERE ended_at IS NULL;
CREATE UNIQUE INDEX groups_cohort ON groups(cohort_id) WHERE cohort_id IS NOT NULL;
CREATE INDEX groups_linked_by ON groups(linked_by) WHERE linked_by IS NOT NULL;
CREATE INDEX group_reminders_cohort ON group_reminders(cohort_id, sent_at);
CREATE INDEX group_reminders_by ON group_reminders(by_person) WHERE by_person IS NOT NULL;
CREATE INDEX group_reminder_people_person ON group_reminder_people(person_id);
CREATE INDEX group_reminder_people_attempt ON group_reminder_people(attempt_id) WHERE attempt_id IS NOT NULL;
CREATE INDEX helps_untold ON helps(id) WHERE told_at IS NULL AND closed_at IS NULL;
CREATE INDEX helps_taken_by ON helps(taken_by) WHERE taken_by IS NOT NULL;
CREATE INDEX help_answers_help ON help_answers(help_id);
CREATE INDEX help_answers_by ON help_answers(by_person) WHERE by_person IS NOT NULL;
CREATE INDEX help_answers_take ON help_answers(take_id) WHERE take_id IS NOT NULL;
CREATE TRIGGER help_answers_take_their_recording AFTER DELETE ON help_answers
BEGIN DELETE FROM takes WHERE id = OLD.take_id; END;
CREATE TRIGGER a_lent_voice_is_taken_back_when_erased AFTER UPDATE OF take_id ON removals WHEN NEW.take_id IS NULL
BEGIN UPDATE removals SET not_before = asked_at WHERE id = NEW.id; END;
CREATE TRIGGER a_lent_voice_is_taken_back_when_released AFTER UPDATE OF state, released_at ON takes
WHEN NEW.released_at IS NOT NULL OR NEW.state IN ('gone', 'refused')
BEGIN UPDATE removals SET not_before = asked_at WHERE take_id = NEW.id; END;
CREATE INDEX cohort_figures_cohort ON cohort_figures(cohort_id, key, id);
CREATE INDEX cohort_figures_author ON cohort_figures(author_id) WHERE author_id IS NOT NULL;
CREATE TRIGGER cohort_figures_are_append_only BEFORE UPDATE OF cohort_id, cae_id, key, value, at ON cohort_figures
BEGIN SELECT RAISE(ABORT, 'figures are append-only'); END;
CREATE INDEX announced_by ON announced(by_id) WHERE by_id IS NOT NULL;
CREATE INDEX imported_lines_person ON imported_lines(person_id);
CREATE INDEX record_targets_cae ON record_targets(cae_id);
CREATE INDEX territories_postcode ON territories(postcode);
CREATE INDEX voice_releases_speaker ON voice_releases(speaker_id, id);
CREATE INDEX voice_releases_bytes ON voice_releases(sha256) WHERE sha256 IS NOT NULL;
CREATE INDEX voice_takes_speaker ON voice_takes(speaker_id);
CREATE INDEX voice_takes_bytes ON voice_takes(sha256);
CREATE INDEX voice_takes_said ON voice_takes(kind, language, text) WHERE state = 'used';
CREATE INDEX wording_reviews_phrase ON wording_reviews(language, context, id);
CREATE INDEX wording_reviews_person ON wording_reviews(person_id) WHERE person_id IS NOT NULL;
CREATE INDEX wording_reviews_bytes ON wording_reviews(sha256) WHERE sha256 IS NOT NULL;
CREATE TRIGGER a_review_by_voice_goes_with_who_spoke AFTER UPDATE OF person_id ON wording_reviews
WHEN NEW.person_id IS NULL BEGIN UPDATE wording_reviews SET sha256 = NULL WHERE id = NEW.id; END;
DELETE FROM "sqlite_sequence";
INSERT INTO "sqlite_sequence" VALUES('attempts',0);
COMMIT;
