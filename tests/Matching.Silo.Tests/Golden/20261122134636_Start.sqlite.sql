-- head 22 1946728d81d1b733da57fc4975d9e7e732281b97408d077a14c2bb91375c8a60
BEGIN;
CREATE TABLE "__EFMigrationsLock" (
    "Id" INTEGER NOT NULL CONSTRAINT "PK___EFMigrationsLock" PRIMARY KEY,
    "Timestamp" TEXT NOT NULL
);
CREATE TABLE "__EFMigrationsHistory" (
    "MigrationId" TEXT NOT NULL CONSTRAINT "PK___EFMigrationsHistory" PRIMARY KEY,
    "ProductVersion" TEXT NOT NULL
);
CREATE TABLE "allocations" (
    "round" TEXT NOT NULL,
    "pledge" TEXT NOT NULL,
    "need" TEXT NOT NULL,
    "measure" TEXT NOT NULL,
    "amount" INTEGER NOT NULL,
    "need_vnd" INTEGER NOT NULL,
    CONSTRAINT "PK_allocations" PRIMARY KEY ("round", "pledge", "need"),
    CONSTRAINT "ck_allocations" CHECK (amount > 0 AND need_vnd > 0)
);
CREATE TABLE "balances" (
    "account" TEXT NOT NULL CONSTRAINT "PK_balances" PRIMARY KEY,
    "kind" INTEGER NOT NULL,
    "pledge" TEXT NULL,
    "round" TEXT NULL,
    "need" TEXT NULL,
    "measure" TEXT NOT NULL,
    "amount" INTEGER NOT NULL,
    CONSTRAINT "ck_balances" CHECK ((kind IN (1, 20, 30) AND amount <= 0) OR (kind NOT IN (1, 20, 30) AND amount >= 0))
);
CREATE TABLE "chain_head" (
    "id" INTEGER NOT NULL CONSTRAINT "PK_chain_head" PRIMARY KEY AUTOINCREMENT,
    "sequence" INTEGER NOT NULL,
    "hash" TEXT NOT NULL,
    CONSTRAINT "ck_chain_head" CHECK (id = 1)
);
CREATE TABLE "commune_needs" (
    "commune" TEXT NOT NULL CONSTRAINT "PK_commune_needs" PRIMARY KEY,
    "version" INTEGER NOT NULL
);
CREATE TABLE "communes" (
    "code" TEXT NOT NULL CONSTRAINT "PK_communes" PRIMARY KEY,
    "name" TEXT NOT NULL,
    "province_code" TEXT NOT NULL,
    "document" TEXT NOT NULL
);
CREATE TABLE "documents" (
    "sha256" TEXT NOT NULL CONSTRAINT "PK_documents" PRIMARY KEY,
    "kind" TEXT NOT NULL,
    "round" TEXT NOT NULL,
    "content" BLOB NOT NULL
);
CREATE TABLE "external_aid" (
    "commune" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "item" TEXT NOT NULL,
    "source" TEXT NOT NULL,
    "document" TEXT NOT NULL,
    CONSTRAINT "PK_external_aid" PRIMARY KEY ("commune", "id")
);
CREATE TABLE "intents" (
    "caller" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "body_sha256" TEXT NOT NULL,
    "answer" TEXT NOT NULL,
    "sequence" INTEGER NOT NULL,
    "at_microseconds" INTEGER NOT NULL,
    CONSTRAINT "PK_intents" PRIMARY KEY ("caller", "key")
);
CREATE TABLE "items" (
    "code" TEXT NOT NULL CONSTRAINT "PK_items" PRIMARY KEY,
    "category" TEXT NOT NULL,
    "unit_cost_vnd" INTEGER NOT NULL,
    "document" TEXT NOT NULL,
    CONSTRAINT "ck_items" CHECK (unit_cost_vnd > 0)
);
CREATE TABLE "journal" (
    "sequence" INTEGER NOT NULL CONSTRAINT "PK_journal" PRIMARY KEY,
    "at_microseconds" INTEGER NOT NULL,
    "actor" TEXT NOT NULL,
    "action" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "reason" TEXT NULL,
    "details" TEXT NOT NULL,
    "key" TEXT NULL,
    "previous_hash" TEXT NOT NULL,
    "hash" TEXT NOT NULL
);
CREATE TABLE "needs" (
    "id" TEXT NOT NULL CONSTRAINT "PK_needs" PRIMARY KEY,
    "commune" TEXT NOT NULL,
    "item" TEXT NOT NULL,
    "year" INTEGER NOT NULL,
    "state" TEXT NOT NULL,
    "urgency" TEXT NOT NULL,
    "quantity" INTEGER NOT NULL,
    "unit_cost_vnd" INTEGER NOT NULL,
    "version" INTEGER NOT NULL,
    "document" TEXT NOT NULL,
    CONSTRAINT "ck_needs" CHECK (quantity > 0 AND unit_cost_vnd > 0)
);
CREATE TABLE "pledges" (
    "id" TEXT NOT NULL CONSTRAINT "PK_pledges" PRIMARY KEY,
    "donor" TEXT NOT NULL,
    "measure" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "amount" INTEGER NOT NULL,
    "version" INTEGER NOT NULL,
    "document" TEXT NOT NULL,
    CONSTRAINT "ck_pledges" CHECK (amount > 0)
);
CREATE TABLE "rounds" (
    "id" TEXT NOT NULL CONSTRAINT "PK_rounds" PRIMARY KEY,
    "state" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "document" TEXT NOT NULL
);
CREATE TABLE "postings" (
    "sequence" INTEGER NOT NULL,
    "number" INTEGER NOT NULL,
    "movement" INTEGER NOT NULL,
    "kind" INTEGER NOT NULL,
    "account" TEXT NOT NULL,
    "amount" INTEGER NOT NULL,
    CONSTRAINT "PK_postings" PRIMARY KEY ("sequence", "number"),
    CONSTRAINT "ck_postings" CHECK (amount <> 0 AND amount BETWEEN -1000000000000000 AND 1000000000000000),
    CONSTRAINT "FK_postings_journal_sequence" FOREIGN KEY ("sequence") REFERENCES "journal" ("sequence") ON DELETE RESTRICT
);
INSERT INTO "__EFMigrationsHistory" VALUES ('20261122134636_Start', '10.0.14');
INSERT INTO "allocations" VALUES ('r1', 'for-a', 'a-lunch', 'VND', 2100000, 2100000);
INSERT INTO "allocations" VALUES ('r1', 'for-a', 'a-warm', 'VND', 3500000, 3500000);
INSERT INTO "allocations" VALUES ('r1', 'for-warm-sets', 'b-warm', 'VND', 1500000, 1500000);
INSERT INTO "allocations" VALUES ('r1', 'sets-for-b', 'b-warm', 'goods:warm_set', 1, 500000);
INSERT INTO "balances" VALUES ('30|||a-warm|need', 30, NULL, NULL, 'a-warm', 'need', -5000000);
INSERT INTO "balances" VALUES ('31|||a-warm|need', 31, NULL, NULL, 'a-warm', 'need', 1500000);
INSERT INTO "balances" VALUES ('30|||a-lunch|need', 30, NULL, NULL, 'a-lunch', 'need', -3000000);
INSERT INTO "balances" VALUES ('31|||a-lunch|need', 31, NULL, NULL, 'a-lunch', 'need', 900000);
INSERT INTO "balances" VALUES ('30|||b-warm|need', 30, NULL, NULL, 'b-warm', 'need', -5000000);
INSERT INTO "balances" VALUES ('31|||b-warm|need', 31, NULL, NULL, 'b-warm', 'need', 3000000);
INSERT INTO "balances" VALUES ('1|for-a|||VND', 1, 'for-a', NULL, NULL, 'VND', -5600000);
INSERT INTO "balances" VALUES ('20|for-a|||VND', 20, 'for-a', NULL, NULL, 'VND', -5600000);
INSERT INTO "balances" VALUES ('21|for-a|||VND', 21, 'for-a', NULL, NULL, 'VND', 0);
INSERT INTO "balances" VALUES ('2|for-a|||VND', 2, 'for-a', NULL, NULL, 'VND', 0);
INSERT INTO "balances" VALUES ('22|for-a|||VND', 22, 'for-a', NULL, NULL, 'VND', 5600000);
INSERT INTO "balances" VALUES ('1|sets-for-b|||goods:warm_set', 1, 'sets-for-b', NULL, NULL, 'goods:warm_set', -1);
INSERT INTO "balances" VALUES ('20|sets-for-b|||goods:warm_set', 20, 'sets-for-b', NULL, NULL, 'goods:warm_set', -1);
INSERT INTO "balances" VALUES ('21|sets-for-b|||goods:warm_set', 21, 'sets-for-b', NULL, NULL, 'goods:warm_set', 0);
INSERT INTO "balances" VALUES ('2|sets-for-b|||goods:warm_set', 2, 'sets-for-b', NULL, NULL, 'goods:warm_set', 0);
INSERT INTO "balances" VALUES ('22|sets-for-b|||goods:warm_set', 22, 'sets-for-b', NULL, NULL, 'goods:warm_set', 1);
INSERT INTO "balances" VALUES ('1|for-warm-sets|||VND', 1, 'for-warm-sets', NULL, NULL, 'VND', -1500000);
INSERT INTO "balances" VALUES ('20|for-warm-sets|||VND', 20, 'for-warm-sets', NULL, NULL, 'VND', -1500000);
INSERT INTO "balances" VALUES ('21|for-warm-sets|||VND', 21, 'for-warm-sets', NULL, NULL, 'VND', 0);
INSERT INTO "balances" VALUES ('2|for-warm-sets|||VND', 2, 'for-warm-sets', NULL, NULL, 'VND', 0);
INSERT INTO "balances" VALUES ('22|for-warm-sets|||VND', 22, 'for-warm-sets', NULL, NULL, 'VND', 1500000);
INSERT INTO "balances" VALUES ('33||r1|a-lunch|need', 33, NULL, 'r1', 'a-lunch', 'need', 0);
INSERT INTO "balances" VALUES ('33||r1|a-warm|need', 33, NULL, 'r1', 'a-warm', 'need', 0);
INSERT INTO "balances" VALUES ('33||r1|b-warm|need', 33, NULL, 'r1', 'b-warm', 'need', 0);
INSERT INTO "balances" VALUES ('3|for-a|r1||VND', 3, 'for-a', 'r1', NULL, 'VND', 0);
INSERT INTO "balances" VALUES ('3|for-warm-sets|r1||VND', 3, 'for-warm-sets', 'r1', NULL, 'VND', 0);
INSERT INTO "balances" VALUES ('3|sets-for-b|r1||goods:warm_set', 3, 'sets-for-b', 'r1', NULL, 'goods:warm_set', 0);
INSERT INTO "balances" VALUES ('34|||a-lunch|need', 34, NULL, NULL, 'a-lunch', 'need', 2100000);
INSERT INTO "balances" VALUES ('34|||a-warm|need', 34, NULL, NULL, 'a-warm', 'need', 3500000);
INSERT INTO "balances" VALUES ('34|||b-warm|need', 34, NULL, NULL, 'b-warm', 'need', 2000000);
INSERT INTO "balances" VALUES ('4|for-a||a-lunch|VND', 4, 'for-a', NULL, 'a-lunch', 'VND', 2100000);
INSERT INTO "balances" VALUES ('4|for-a||a-warm|VND', 4, 'for-a', NULL, 'a-warm', 'VND', 3500000);
INSERT INTO "balances" VALUES ('4|for-warm-sets||b-warm|VND', 4, 'for-warm-sets', NULL, 'b-warm', 'VND', 1500000);
INSERT INTO "balances" VALUES ('4|sets-for-b||b-warm|goods:warm_set', 4, 'sets-for-b', NULL, 'b-warm', 'goods:warm_set', 1);
INSERT INTO "chain_head" VALUES (1, 22, '1946728d81d1b733da57fc4975d9e7e732281b97408d077a14c2bb91375c8a60');
INSERT INTO "commune_needs" VALUES ('A', 4);
INSERT INTO "commune_needs" VALUES ('B', 2);
INSERT INTO "communes" VALUES ('A', 'Xã A', 'T', '{"id":"A","name":"Xã A","province":"T","province_name":"Tỉnh T","zone":"iii"}');
INSERT INTO "communes" VALUES ('B', 'Xã B', 'T', '{"id":"B","name":"Xã B","province":"T","province_name":"Tỉnh T","zone":"iii"}');
INSERT INTO "documents" VALUES ('1b05d1f4a54b2112d0a76476a94d570c60ed0734b34c7574159816211da23eea', 'snapshot', 'r1', X'7B22666F726D6174223A312C22726F756E64223A7B226964223A227231222C2261735F6F66223A22323032362D31312D3232222C22706F6C696379223A7B22636C6173735F6F72646572223A5B22757267656E6379222C2274696572222C226B696E64225D2C22666169726E657373223A226C6578696D696E222C2270726F6A65637473223A226166746572222C22726573657276655F70657263656E74223A302C226F6E6C795F7665726966696564223A66616C73657D2C22636F6D6D756E6573223A5B7B226964223A2241222C226E616D65223A2258C3A32041222C2270726F76696E6365223A2254222C2270726F76696E63655F6E616D65223A2254E1BB896E682054222C227A6F6E65223A22696969227D2C7B226964223A2242222C226E616D65223A2258C3A32042222C2270726F76696E6365223A2254222C2270726F76696E63655F6E616D65223A2254E1BB896E682054222C227A6F6E65223A22696969227D5D2C226974656D73223A5B7B226964223A226C756E6368222C226E616D655F7669223A2242E1BBAF61207472C6B061222C226E616D655F656E223A224C756E6368222C2263617465676F7279223A226D65616C222C22756E6974223A227472E1BABB2D7468C3A16E67222C22756E69745F636F7374223A3135303030302C226B696E64223A22636F6E73756D61626C65227D2C7B226964223A227761726D5F736574222C226E616D655F7669223A2242E1BB9920C491E1BB9320E1BAA56D222C226E616D655F656E223A225761726D20636C6F7468657320736574222C2263617465676F7279223A227761726D222C22756E6974223A2262E1BB99222C22756E69745F636F7374223A3530303030302C226B696E64223A22636F6E73756D61626C65227D5D2C226E65656473223A5B7B226964223A22612D6C756E6368222C22636F6D6D756E65223A2241222C226974656D223A226C756E6368222C227175616E74697479223A32302C22757267656E6379223A226E6F726D616C222C22737461747573223A227665726966696564222C226861735F6F7574736964655F616964223A66616C73657D2C7B226964223A22612D7761726D222C22636F6D6D756E65223A2241222C226974656D223A227761726D5F736574222C227175616E74697479223A31302C22757267656E6379223A226E6F726D616C222C22737461747573223A227665726966696564222C226861735F6F7574736964655F616964223A66616C73657D2C7B226964223A22622D7761726D222C22636F6D6D756E65223A2242222C226974656D223A227761726D5F736574222C227175616E74697479223A31302C22757267656E6379223A226E6F726D616C222C22737461747573223A227665726966696564222C226861735F6F7574736964655F616964223A66616C73657D5D2C22706C6564676573223A5B7B226964223A22666F722D61222C22646F6E6F72223A22646F6E6F722D666F722D61222C226B696E64223A226D6F6E6579222C22616D6F756E74223A353630303030302C22636F6E646974696F6E73223A7B2263617465676F72696573223A5B5D2C226974656D73223A5B5D2C2270726F76696E636573223A5B5D2C22646973747269637473223A5B5D2C22636F6D6D756E6573223A5B2241225D2C227A6F6E6573223A5B5D2C227469657273223A5B5D2C22757267656E63696573223A5B5D2C226167655F67726F757073223A5B5D2C226E6F5F6F7574736964655F616964223A66616C73652C226578636C7564655F70726F76696E636573223A5B5D2C226578636C7564655F636F6D6D756E6573223A5B5D2C226578636C7564655F6974656D73223A5B5D2C22696E7374616C6D656E7473223A5B5D2C22616C6C5F6F725F6E6F7468696E67223A66616C73652C226E6F745F776974685F646F6E6F7273223A5B5D2C226F6E6C795F66756C6C5F6C696E6573223A66616C73657D2C22776973686573223A5B5D2C22736F66745F776973686573223A5B5D7D2C7B226964223A22666F722D7761726D2D73657473222C22646F6E6F72223A22646F6E6F722D666F722D7761726D2D73657473222C226B696E64223A226D6F6E6579222C22616D6F756E74223A313530303030302C22636F6E646974696F6E73223A7B2263617465676F72696573223A5B5D2C226974656D73223A5B227761726D5F736574225D2C2270726F76696E636573223A5B5D2C22646973747269637473223A5B5D2C22636F6D6D756E6573223A5B5D2C227A6F6E6573223A5B5D2C227469657273223A5B5D2C22757267656E63696573223A5B5D2C226167655F67726F757073223A5B5D2C226E6F5F6F7574736964655F616964223A66616C73652C226578636C7564655F70726F76696E636573223A5B5D2C226578636C7564655F636F6D6D756E6573223A5B5D2C226578636C7564655F6974656D73223A5B5D2C22696E7374616C6D656E7473223A5B5D2C22616C6C5F6F725F6E6F7468696E67223A66616C73652C226E6F745F776974685F646F6E6F7273223A5B5D2C226F6E6C795F66756C6C5F6C696E6573223A66616C73657D2C22776973686573223A5B5D2C22736F66745F776973686573223A5B5D7D2C7B226964223A22736574732D666F722D62222C22646F6E6F72223A22646F6E6F722D736574732D666F722D62222C226B696E64223A22676F6F6473222C22616D6F756E74223A312C226974656D223A227761726D5F736574222C22636F6E646974696F6E73223A7B2263617465676F72696573223A5B5D2C226974656D73223A5B5D2C2270726F76696E636573223A5B5D2C22646973747269637473223A5B5D2C22636F6D6D756E6573223A5B2242225D2C227A6F6E6573223A5B5D2C227469657273223A5B5D2C22757267656E63696573223A5B5D2C226167655F67726F757073223A5B5D2C226E6F5F6F7574736964655F616964223A66616C73652C226578636C7564655F70726F76696E636573223A5B5D2C226578636C7564655F636F6D6D756E6573223A5B5D2C226578636C7564655F6974656D73223A5B5D2C22696E7374616C6D656E7473223A5B5D2C22616C6C5F6F725F6E6F7468696E67223A66616C73652C226E6F745F776974685F646F6E6F7273223A5B5D2C226F6E6C795F66756C6C5F6C696E6573223A66616C73657D2C22776973686573223A5B5D2C22736F66745F776973686573223A5B5D7D5D2C2270696E73223A5B5D2C2265787465726E616C5F616964223A5B5D7D2C2272656C696564223A5B7B226B696E64223A226E656564222C226964223A22612D6C756E6368222C2276657273696F6E223A342C227465726D73223A223730303737383430623066643033323532663532613562636134363633656162222C22616D6F756E74223A333030303030307D2C7B226B696E64223A226E656564222C226964223A22612D7761726D222C2276657273696F6E223A322C227465726D73223A223737663931613931323966616432646232346433643838303735313263646130222C22616D6F756E74223A353030303030307D2C7B226B696E64223A226E656564222C226964223A22622D7761726D222C2276657273696F6E223A322C227465726D73223A223537386361626339303939393531653233656232663436363235666665636131222C22616D6F756E74223A353030303030307D2C7B226B696E64223A22706C65646765222C226964223A22666F722D61222C2276657273696F6E223A332C227465726D73223A223138663934653765306164333865346466643565353735646463306261333337222C22616D6F756E74223A353630303030307D2C7B226B696E64223A22706C65646765222C226964223A22666F722D7761726D2D73657473222C2276657273696F6E223A332C227465726D73223A226434623236383734343932386262323730653333356665646434303266363865222C22616D6F756E74223A313530303030307D2C7B226B696E64223A22706C65646765222C226964223A22736574732D666F722D62222C2276657273696F6E223A332C227465726D73223A226339623036643936353435366535663835613934326231626361356665623733222C22616D6F756E74223A317D5D7D');
INSERT INTO "documents" VALUES ('626c13b5d947c20acc714d68a59620bdf30654ff1effb9823ef867bbf86842f6', 'plan', 'r1', X'7B22736869706D656E7473223A5B7B22706C65646765223A302C226E656564223A302C22756E697473223A302C22616D6F756E745F766E64223A323130303030302C2276616C75655F766E64223A323130303030307D2C7B22706C65646765223A302C226E656564223A312C22756E697473223A302C22616D6F756E745F766E64223A333530303030302C2276616C75655F766E64223A333530303030307D2C7B22706C65646765223A312C226E656564223A322C22756E697473223A302C22616D6F756E745F766E64223A313530303030302C2276616C75655F766E64223A313530303030307D2C7B22706C65646765223A322C226E656564223A322C22756E697473223A312C22616D6F756E745F766E64223A302C2276616C75655F766E64223A3530303030307D5D2C226C696E6573223A5B7B22636C617373223A312C2266616972223A223231303030303020302F31222C22616C6C6F63617465645F756E697473223A31342C22676F6F64735F756E697473223A302C226D6F6E65795F766E64223A323130303030302C22626F74746C656E65636B223A322C2268656C645F6279223A322C22726561736F6E223A2268656C645F62795F626F74746C656E65636B227D2C7B22636C617373223A312C2266616972223A223335303030303020302F31222C22616C6C6F63617465645F756E697473223A372C22676F6F64735F756E697473223A302C226D6F6E65795F766E64223A333530303030302C22626F74746C656E65636B223A322C2268656C645F6279223A322C22726561736F6E223A2268656C645F62795F626F74746C656E65636B227D2C7B22636C617373223A312C2266616972223A223230303030303020302F31222C22616C6C6F63617465645F756E697473223A342C22676F6F64735F756E697473223A312C226D6F6E65795F766E64223A313530303030302C22626F74746C656E65636B223A312C2268656C645F6279223A312C22726561736F6E223A2268656C645F62795F626F74746C656E65636B227D5D2C22706C6564676573223A5B7B22617661696C61626C65223A353630303030302C2275736564223A353630303030302C226C656674223A302C22726561736F6E223A2266756C6C795F75736564227D2C7B22617661696C61626C65223A313530303030302C2275736564223A313530303030302C226C656674223A302C22726561736F6E223A2266756C6C795F75736564227D2C7B22617661696C61626C65223A312C2275736564223A312C226C656674223A302C22726561736F6E223A2266756C6C795F75736564227D5D2C22626F74746C656E65636B73223A5B7B226E756D626572223A312C22636C617373223A312C226B696E64223A22737570706C79222C22636F766572616765223A22322F35222C226C696E6573223A5B325D2C2266656564696E675F706C6564676573223A5B312C325D2C22636F6D6D756E6573223A312C226C696674223A313530303030302C226E6578745F636F766572616765223A22372F3130227D2C7B226E756D626572223A322C22636C617373223A312C226B696E64223A22737570706C79222C22636F766572616765223A22372F3130222C226C696E6573223A5B302C315D2C2266656564696E675F706C6564676573223A5B305D2C22636F6D6D756E6573223A312C226C696674223A323430303030302C226E6578745F636F766572616765223A22312F31227D5D2C22636C6173736573223A5B7B22636C617373223A7B226E756D626572223A312C22757267656E6379223A226E6F726D616C222C2274696572223A312C226B696E64223A22636F6E73756D61626C65227D2C226C696E6573223A332C22726571756573746564223A31333030303030302C2266616972223A373630303030302C22616C6C6F6361746564223A373630303030302C2270726963655F6F665F636F6E646974696F6E73223A302C2277686F6C655F66616972223A373630303030302C2272656163686564223A373630303030302C22626F756E64223A373630303030302C226D696E696D756D5F636F766572616765223A22322F35222C226D65616E5F636F766572616765223A302E367D5D2C22666169725F74687265616473223A5B7B22706C65646765223A302C226E656564223A302C2276616C75655F766E64223A323130303030307D2C7B22706C65646765223A302C226E656564223A312C2276616C75655F766E64223A333530303030307D2C7B22706C65646765223A312C226E656564223A322C2276616C75655F766E64223A313530303030307D2C7B22706C65646765223A322C226E656564223A322C2276616C75655F766E64223A3530303030307D5D7D');
INSERT INTO "intents" VALUES ('planner', 'k1', 'a922b99658a748c00c3199c529a0a31f62750941cb70914e11719af7441fe2b6', '{"subject":"catalogue:all","version":0,"sequence":1,"at_microseconds":1795368357727099}', 1, 1795368357727099);
INSERT INTO "intents" VALUES ('officer', 'k2', 'fc2bd67ff311903e1109f5ead6b4f68b0030cc9e63155e7d8921fd7a973f6c31', '{"subject":"commune:A","version":1,"sequence":2,"at_microseconds":1795368359068394}', 2, 1795368359068394);
INSERT INTO "intents" VALUES ('planner', 'k3', '61ae38f5061caf9fbee75f30628c4ac83f3f4ab6f927937d54a162d0aa509e55', '{"subject":"commune:A","version":2,"sequence":3,"at_microseconds":1795368359446461}', 3, 1795368359446461);
INSERT INTO "intents" VALUES ('officer', 'k4', '1b4a24bab07320814e417deecfab9082b510205dd47b689d2afd2dfe600ca63d', '{"subject":"commune:A","version":3,"sequence":4,"at_microseconds":1795368359515892}', 4, 1795368359515892);
INSERT INTO "intents" VALUES ('planner', 'k5', 'a6df3f0e1f3ceb24ffc0616a377a610b0ae54b8d7af75447836358473b27777d', '{"subject":"commune:A","version":4,"sequence":5,"at_microseconds":1795368359539951}', 5, 1795368359539951);
INSERT INTO "intents" VALUES ('officer', 'k6', '2e95e449f0726a081481498f9b71f715b93f6c0db46f84aa7b0427786374ef6e', '{"subject":"commune:B","version":1,"sequence":6,"at_microseconds":1795368359548187}', 6, 1795368359548187);
INSERT INTO "intents" VALUES ('planner', 'k7', '2bb8367cc2052d0352df9ef78fe2bfee112fb1a4d0ef86308ed5689d80fc4fcc', '{"subject":"commune:B","version":2,"sequence":7,"at_microseconds":1795368359560020}', 7, 1795368359560020);
INSERT INTO "intents" VALUES ('donor', 'k8', '33e02d674962b06f3905820a3e359d87a70caf8d42f169bf69a0a9c22bb53c9e', '{"subject":"pledge:for-a","version":1,"sequence":8,"at_microseconds":1795368359871547}', 8, 1795368359871547);
INSERT INTO "intents" VALUES ('planner', 'k9', '953a66180d5911cecd27b1c61a46dd916712bd9d17546b2f3771f458eec56fd4', '{"subject":"pledge:for-a","version":2,"sequence":9,"at_microseconds":1795368360049842}', 9, 1795368360049842);
INSERT INTO "intents" VALUES ('planner', 'k10', '067873cc78285f9914bacb044ec8354e45c42e7cc1b21ab202075be703ea62e3', '{"subject":"pledge:for-a","version":3,"sequence":10,"at_microseconds":1795368360134224}', 10, 1795368360134224);
INSERT INTO "intents" VALUES ('donor', 'k11', '63b00021273c7005d894ee526e5783bc9935ea63cceca95b187e196ed3ee0a90', '{"subject":"pledge:sets-for-b","version":1,"sequence":11,"at_microseconds":1795368360157449}', 11, 1795368360157449);
INSERT INTO "intents" VALUES ('planner', 'k12', '3da15e6f9fc7b23ff52d47fae45e339293c61842b517ca96127188c8e304779c', '{"subject":"pledge:sets-for-b","version":2,"sequence":12,"at_microseconds":1795368360168447}', 12, 1795368360168447);
INSERT INTO "intents" VALUES ('planner', 'k13', 'fac1a36453ff7022fae2165d34212d18346c5824a4d047b816ce89b4a12caab7', '{"subject":"pledge:sets-for-b","version":3,"sequence":13,"at_microseconds":1795368360189272}', 13, 1795368360189272);
INSERT INTO "intents" VALUES ('donor', 'k14', '4c81957651cbb670b47f90021a09ecbcc46bce2db218d57608cb6ad0ff3b8689', '{"subject":"pledge:for-warm-sets","version":1,"sequence":14,"at_microseconds":1795368360194008}', 14, 1795368360194008);
INSERT INTO "intents" VALUES ('planner', 'k15', '73d357d6c3355e35f22b1927045728c384350992c2d3481264a05368744b0d57', '{"subject":"pledge:for-warm-sets","version":2,"sequence":15,"at_microseconds":1795368360197662}', 15, 1795368360197662);
INSERT INTO "intents" VALUES ('planner', 'k16', '2b7aa8b3a9208cba21d147d616aa93ce1afbd29e5cf0d6eaf07a17edcf925568', '{"subject":"pledge:for-warm-sets","version":3,"sequence":16,"at_microseconds":1795368360203715}', 16, 1795368360203715);
INSERT INTO "intents" VALUES ('planner', 'k17', '02cd1b09cb43953c866d8481f7704c5022a0613d09d7749230c50f3956d92fea', '{"subject":"round:r1","version":1,"sequence":17,"at_microseconds":1795368360304163}', 17, 1795368360304163);
INSERT INTO "intents" VALUES ('planner', 'k18', '724cb760aa0149b5b5351709f8b68b525d77e6b6580fe8ccf98363656ce3980a', '{"subject":"round:r1","version":2,"sequence":18,"at_microseconds":1795368360381723}', 18, 1795368360381723);
INSERT INTO "intents" VALUES ('planner', 'k19', 'df5458735b4a45cfd3b057d3e74cfe4ce4eed44632ac1d64f7e7e5a3962e5949', '{"subject":"round:r1","version":3,"sequence":19,"at_microseconds":1795368362637435}', 19, 1795368362637435);
INSERT INTO "intents" VALUES ('planner', 'k20', 'b46cc8419b7edc4a158935a6ace4fa00a1b7de244b42e42ab305d2c6c9ba0a9c', '{"subject":"round:r1","version":4,"sequence":20,"at_microseconds":1795368362647506}', 20, 1795368362647506);
INSERT INTO "intents" VALUES ('approver', 'k21', '082f1fe45cc40a89302befa62c08a9e7dc40251efdbaaaf7b1ca2e734dd77f65', '{"subject":"round:r1","version":5,"sequence":21,"at_microseconds":1795368362654684}', 21, 1795368362654684);
INSERT INTO "intents" VALUES ('planner', 'k22', '3c4f10745a523252d2a243c79594a3e0855216f52e5e36f99f8d3ad8383fd143', '{"subject":"round:r1","version":6,"sequence":22,"at_microseconds":1795368362709333}', 22, 1795368362709333);
INSERT INTO "items" VALUES ('lunch', 'meal', 150000, '{"id":"lunch","name_vi":"Bữa trưa","name_en":"Lunch","category":"meal","unit":"trẻ-tháng","unit_cost":150000,"kind":"consumable"}');
INSERT INTO "items" VALUES ('warm_set', 'warm', 500000, '{"id":"warm_set","name_vi":"Bộ đồ ấm","name_en":"Warm clothes set","category":"warm","unit":"bộ","unit_cost":500000,"kind":"consumable"}');
INSERT INTO "journal" VALUES (1, 1795368357727099, 'planner', 'catalogue_registered', 'catalogue:all', NULL, '{"communes":[{"id":"A","name":"Xã A","province":"T","province_name":"Tỉnh T","zone":"iii"},{"id":"B","name":"Xã B","province":"T","province_name":"Tỉnh T","zone":"iii"}],"items":[{"id":"warm_set","name_vi":"Bộ đồ ấm","name_en":"Warm clothes set","category":"warm","unit":"bộ","unit_cost":500000,"kind":"consumable"},{"id":"lunch","name_vi":"Bữa trưa","name_en":"Lunch","category":"meal","unit":"trẻ-tháng","unit_cost":150000,"kind":"consumable"}]}', 'planner/k1', '0000000000000000000000000000000000000000000000000000000000000000', '213d0c543be511a051a21819618f2a73c590977188a9b1abea1758d71c1b1aff');
INSERT INTO "journal" VALUES (2, 1795368359068394, 'officer', 'need_reported', 'commune:A', NULL, '[{"event":"Reported","data":{"need":{"line":{"id":"a-warm","commune":"A","item":"warm_set","quantity":10,"urgency":"normal","status":"reported","has_outside_aid":false},"unit_cost":500000,"year":2026,"reported_by":"officer","is_closed":false,"version":0}}}]', 'officer/k2', '213d0c543be511a051a21819618f2a73c590977188a9b1abea1758d71c1b1aff', '68349ae13142bed38966dbe5259fda629050ae8813eec12dd2de85715b1d2b32');
INSERT INTO "journal" VALUES (3, 1795368359446461, 'planner', 'need_verified', 'commune:A', NULL, '[{"event":"Verified","data":{"id":"a-warm","by":"planner"}}]', 'planner/k3', '68349ae13142bed38966dbe5259fda629050ae8813eec12dd2de85715b1d2b32', '249163d339c4c048058a3558042a51dc2df8b8fb5a3240dc90e6e7c0df0f1021');
INSERT INTO "journal" VALUES (4, 1795368359515892, 'officer', 'need_reported', 'commune:A', NULL, '[{"event":"Reported","data":{"need":{"line":{"id":"a-lunch","commune":"A","item":"lunch","quantity":20,"urgency":"normal","status":"reported","has_outside_aid":false},"unit_cost":150000,"year":2026,"reported_by":"officer","is_closed":false,"version":0}}}]', 'officer/k4', '249163d339c4c048058a3558042a51dc2df8b8fb5a3240dc90e6e7c0df0f1021', '6454e1603c44859e7a88c39d9dec77f3daa9ce8e3b74d9d58c43529fc8d5124b');
INSERT INTO "journal" VALUES (5, 1795368359539951, 'planner', 'need_verified', 'commune:A', NULL, '[{"event":"Verified","data":{"id":"a-lunch","by":"planner"}}]', 'planner/k5', '6454e1603c44859e7a88c39d9dec77f3daa9ce8e3b74d9d58c43529fc8d5124b', '4bc77d4f4be81b3a390f93e2731d4500039b3a1b69b59f5867c622a686c3fca8');
INSERT INTO "journal" VALUES (6, 1795368359548187, 'officer', 'need_reported', 'commune:B', NULL, '[{"event":"Reported","data":{"need":{"line":{"id":"b-warm","commune":"B","item":"warm_set","quantity":10,"urgency":"normal","status":"reported","has_outside_aid":false},"unit_cost":500000,"year":2026,"reported_by":"officer","is_closed":false,"version":0}}}]', 'officer/k6', '4bc77d4f4be81b3a390f93e2731d4500039b3a1b69b59f5867c622a686c3fca8', '7018ee2f849d903eb38ed537d8c9f8f9d50bfe733dd0dfe30f41f1305035e135');
INSERT INTO "journal" VALUES (7, 1795368359560020, 'planner', 'need_verified', 'commune:B', NULL, '[{"event":"Verified","data":{"id":"b-warm","by":"planner"}}]', 'planner/k7', '7018ee2f849d903eb38ed537d8c9f8f9d50bfe733dd0dfe30f41f1305035e135', 'b9d362a2e3da91d12484e4f5bd36e4907d4406bd3f17197c68133cf5ff884ddb');
INSERT INTO "journal" VALUES (8, 1795368359871547, 'donor', 'pledge_offered', 'pledge:for-a', NULL, '{"id":"for-a","donor":"donor-for-a","kind":"money","amount":5600000,"conditions":{"categories":[],"items":[],"provinces":[],"districts":[],"communes":["A"],"zones":[],"tiers":[],"urgencies":[],"age_groups":[],"no_outside_aid":false,"exclude_provinces":[],"exclude_communes":[],"exclude_items":[],"instalments":[],"all_or_nothing":false,"not_with_donors":[],"only_full_lines":false},"wishes":[],"soft_wishes":[]}', 'donor/k8', 'b9d362a2e3da91d12484e4f5bd36e4907d4406bd3f17197c68133cf5ff884ddb', 'cc50e3403cb19123f4d5ec7676fa98e1c49923475acf779c19cc5947b7287083');
INSERT INTO "journal" VALUES (9, 1795368360049842, 'planner', 'pledge_accepted', 'pledge:for-a', NULL, '{}', 'planner/k9', 'cc50e3403cb19123f4d5ec7676fa98e1c49923475acf779c19cc5947b7287083', 'ccc53f36c8bc700ec12f693dc0c6e0f3981949907439261ce429a28a32729ce1');
INSERT INTO "journal" VALUES (10, 1795368360134224, 'planner', 'pledge_received', 'pledge:for-a', NULL, '{"amount":5600000,"voucher":"v1"}', 'planner/k10', 'ccc53f36c8bc700ec12f693dc0c6e0f3981949907439261ce429a28a32729ce1', '1eb4bfb7c2e90a745e9fb90f79c8887879efca645fef3ca640cc8718361f36a8');
INSERT INTO "journal" VALUES (11, 1795368360157449, 'donor', 'pledge_offered', 'pledge:sets-for-b', NULL, '{"id":"sets-for-b","donor":"donor-sets-for-b","kind":"goods","amount":1,"item":"warm_set","conditions":{"categories":[],"items":[],"provinces":[],"districts":[],"communes":["B"],"zones":[],"tiers":[],"urgencies":[],"age_groups":[],"no_outside_aid":false,"exclude_provinces":[],"exclude_communes":[],"exclude_items":[],"instalments":[],"all_or_nothing":false,"not_with_donors":[],"only_full_lines":false},"wishes":[],"soft_wishes":[]}', 'donor/k11', '1eb4bfb7c2e90a745e9fb90f79c8887879efca645fef3ca640cc8718361f36a8', '5f4d809cc8b107c1bfdabe5ee10366e3f42bbb22cd2a5d03b054930ef7d2d54c');
INSERT INTO "journal" VALUES (12, 1795368360168447, 'planner', 'pledge_accepted', 'pledge:sets-for-b', NULL, '{}', 'planner/k12', '5f4d809cc8b107c1bfdabe5ee10366e3f42bbb22cd2a5d03b054930ef7d2d54c', 'e9528de62e5ed9ae88c2e713a0574be1161cffebd9c6334b467d495604408116');
INSERT INTO "journal" VALUES (13, 1795368360189272, 'planner', 'pledge_received', 'pledge:sets-for-b', NULL, '{"amount":1,"voucher":"v1"}', 'planner/k13', 'e9528de62e5ed9ae88c2e713a0574be1161cffebd9c6334b467d495604408116', 'cb22e1eb4824ca796a0d2738b280f3abe11b74053bfbb2de1df4706fb5b14f48');
INSERT INTO "journal" VALUES (14, 1795368360194008, 'donor', 'pledge_offered', 'pledge:for-warm-sets', NULL, '{"id":"for-warm-sets","donor":"donor-for-warm-sets","kind":"money","amount":1500000,"conditions":{"categories":[],"items":["warm_set"],"provinces":[],"districts":[],"communes":[],"zones":[],"tiers":[],"urgencies":[],"age_groups":[],"no_outside_aid":false,"exclude_provinces":[],"exclude_communes":[],"exclude_items":[],"instalments":[],"all_or_nothing":false,"not_with_donors":[],"only_full_lines":false},"wishes":[],"soft_wishes":[]}', 'donor/k14', 'cb22e1eb4824ca796a0d2738b280f3abe11b74053bfbb2de1df4706fb5b14f48', 'ddd7eb6e0b1517cf93243e8d3bc5ba7e04a4e32acf39c592daeec09e64c7e2c3');
INSERT INTO "journal" VALUES (15, 1795368360197662, 'planner', 'pledge_accepted', 'pledge:for-warm-sets', NULL, '{}', 'planner/k15', 'ddd7eb6e0b1517cf93243e8d3bc5ba7e04a4e32acf39c592daeec09e64c7e2c3', 'd2688eb979c21cf874480a5cbe092eed02d44dac58596e341df79717a72c8ec5');
INSERT INTO "journal" VALUES (16, 1795368360203715, 'planner', 'pledge_received', 'pledge:for-warm-sets', NULL, '{"amount":1500000,"voucher":"v1"}', 'planner/k16', 'd2688eb979c21cf874480a5cbe092eed02d44dac58596e341df79717a72c8ec5', 'da50852cce4532b568f2922f8aa2b97dafc93e66add131f50ce541f031adfaab');
INSERT INTO "journal" VALUES (17, 1795368360304163, 'planner', 'round_created', 'round:r1', NULL, '{"id":"r1","name":"Đợt thử","as_of":"2026-11-22","policy":{"class_order":["urgency","tier","kind"],"fairness":"leximin","projects":"after","reserve_percent":0,"only_verified":false},"count_only_received":false}', 'planner/k17', 'da50852cce4532b568f2922f8aa2b97dafc93e66add131f50ce541f031adfaab', 'de7db8ec61c6ef3defd9511bc7a94118d666c98145288045167ce01ae40b9b1b');
INSERT INTO "journal" VALUES (18, 1795368360381723, 'planner', 'round_frozen', 'round:r1', NULL, '{"snapshot_sha256":"1b05d1f4a54b2112d0a76476a94d570c60ed0734b34c7574159816211da23eea"}', 'planner/k18', 'de7db8ec61c6ef3defd9511bc7a94118d666c98145288045167ce01ae40b9b1b', 'acaf0564a39c7eb6902cf5131b1c28ed4b8e5820244fbcb7e85fba26b0e9163e');
INSERT INTO "journal" VALUES (19, 1795368362637435, 'planner', 'plan_added', 'round:r1', NULL, '{"id":"a","sha256":"626c13b5d947c20acc714d68a59620bdf30654ff1effb9823ef867bbf86842f6","snapshot_sha256":"1b05d1f4a54b2112d0a76476a94d570c60ed0734b34c7574159816211da23eea","fairness":"leximin","complete":true,"made_by":"planner","note":"test"}', 'planner/k19', 'acaf0564a39c7eb6902cf5131b1c28ed4b8e5820244fbcb7e85fba26b0e9163e', 'f9acc8abc0c52105b1d0c2cf7213631044ebdf6014c4af4e19486f199b131f72');
INSERT INTO "journal" VALUES (20, 1795368362647506, 'planner', 'plan_proposed', 'round:r1', NULL, '{"plan_id":"a"}', 'planner/k20', 'f9acc8abc0c52105b1d0c2cf7213631044ebdf6014c4af4e19486f199b131f72', '55a00d1d177d4c56afe52885466df26a7acd7a6afd52fe6ce7746ea63739dade');
INSERT INTO "journal" VALUES (21, 1795368362654684, 'approver', 'round_approved', 'round:r1', NULL, '{"plan":"a","sha256":"626c13b5d947c20acc714d68a59620bdf30654ff1effb9823ef867bbf86842f6"}', 'approver/k21', '55a00d1d177d4c56afe52885466df26a7acd7a6afd52fe6ce7746ea63739dade', 'b84d62d47d5aac5eedcfedb7dfb63bc03de646c4a9cb7dc1739268a2986637b3');
INSERT INTO "journal" VALUES (22, 1795368362709333, 'planner', 'round_published', 'round:r1', NULL, '{"plan":"a"}', 'planner/k22', 'b84d62d47d5aac5eedcfedb7dfb63bc03de646c4a9cb7dc1739268a2986637b3', '1946728d81d1b733da57fc4975d9e7e732281b97408d077a14c2bb91375c8a60');
INSERT INTO "needs" VALUES ('a-warm', 'A', 'warm_set', 2026, 'verified', 'normal', 10, 500000, 2, '{"line":{"id":"a-warm","commune":"A","item":"warm_set","quantity":10,"urgency":"normal","status":"verified","has_outside_aid":false},"unit_cost":500000,"year":2026,"reported_by":"officer","verified_by":"planner","is_closed":false,"version":2}');
INSERT INTO "needs" VALUES ('a-lunch', 'A', 'lunch', 2026, 'verified', 'normal', 20, 150000, 4, '{"line":{"id":"a-lunch","commune":"A","item":"lunch","quantity":20,"urgency":"normal","status":"verified","has_outside_aid":false},"unit_cost":150000,"year":2026,"reported_by":"officer","verified_by":"planner","is_closed":false,"version":4}');
INSERT INTO "needs" VALUES ('b-warm', 'B', 'warm_set', 2026, 'verified', 'normal', 10, 500000, 2, '{"line":{"id":"b-warm","commune":"B","item":"warm_set","quantity":10,"urgency":"normal","status":"verified","has_outside_aid":false},"unit_cost":500000,"year":2026,"reported_by":"officer","verified_by":"planner","is_closed":false,"version":2}');
INSERT INTO "pledges" VALUES ('for-a', 'donor-for-a', 'VND', 'accepted', 5600000, 3, '{"pledge":{"id":"for-a","donor":"donor-for-a","kind":"money","amount":5600000,"conditions":{"categories":[],"items":[],"provinces":[],"districts":[],"communes":["A"],"zones":[],"tiers":[],"urgencies":[],"age_groups":[],"no_outside_aid":false,"exclude_provinces":[],"exclude_communes":[],"exclude_items":[],"instalments":[],"all_or_nothing":false,"not_with_donors":[],"only_full_lines":false},"wishes":[],"soft_wishes":[]},"state":"accepted","version":3,"offered_by":"donor","accepted_by":"planner"}');
INSERT INTO "pledges" VALUES ('sets-for-b', 'donor-sets-for-b', 'goods:warm_set', 'accepted', 1, 3, '{"pledge":{"id":"sets-for-b","donor":"donor-sets-for-b","kind":"goods","amount":1,"item":"warm_set","conditions":{"categories":[],"items":[],"provinces":[],"districts":[],"communes":["B"],"zones":[],"tiers":[],"urgencies":[],"age_groups":[],"no_outside_aid":false,"exclude_provinces":[],"exclude_communes":[],"exclude_items":[],"instalments":[],"all_or_nothing":false,"not_with_donors":[],"only_full_lines":false},"wishes":[],"soft_wishes":[]},"state":"accepted","version":3,"offered_by":"donor","accepted_by":"planner"}');
INSERT INTO "pledges" VALUES ('for-warm-sets', 'donor-for-warm-sets', 'VND', 'accepted', 1500000, 3, '{"pledge":{"id":"for-warm-sets","donor":"donor-for-warm-sets","kind":"money","amount":1500000,"conditions":{"categories":[],"items":["warm_set"],"provinces":[],"districts":[],"communes":[],"zones":[],"tiers":[],"urgencies":[],"age_groups":[],"no_outside_aid":false,"exclude_provinces":[],"exclude_communes":[],"exclude_items":[],"instalments":[],"all_or_nothing":false,"not_with_donors":[],"only_full_lines":false},"wishes":[],"soft_wishes":[]},"state":"accepted","version":3,"offered_by":"donor","accepted_by":"planner"}');
INSERT INTO "rounds" VALUES ('r1', 'published', 6, '{"id":"r1","name":"Đợt thử","as_of":"2026-11-22","policy":{"class_order":["urgency","tier","kind"],"fairness":"leximin","projects":"after","reserve_percent":0,"only_verified":false},"count_only_received":false,"pins":[],"state":"published","version":6,"created_by":"planner","snapshot_sha256":"1b05d1f4a54b2112d0a76476a94d570c60ed0734b34c7574159816211da23eea","plans":[{"id":"a","sha256":"626c13b5d947c20acc714d68a59620bdf30654ff1effb9823ef867bbf86842f6","snapshot_sha256":"1b05d1f4a54b2112d0a76476a94d570c60ed0734b34c7574159816211da23eea","fairness":"leximin","complete":true,"made_by":"planner","note":"test"}],"proposed_plan":"a","proposed_by":"planner","approved_by":"approver","published_by":"planner"}');
INSERT INTO "postings" VALUES (2, 0, 0, 16, '30|||a-warm|need', -5000000);
INSERT INTO "postings" VALUES (2, 1, 0, 16, '31|||a-warm|need', 5000000);
INSERT INTO "postings" VALUES (4, 0, 0, 16, '30|||a-lunch|need', -3000000);
INSERT INTO "postings" VALUES (4, 1, 0, 16, '31|||a-lunch|need', 3000000);
INSERT INTO "postings" VALUES (6, 0, 0, 16, '30|||b-warm|need', -5000000);
INSERT INTO "postings" VALUES (6, 1, 0, 16, '31|||b-warm|need', 5000000);
INSERT INTO "postings" VALUES (9, 0, 0, 1, '1|for-a|||VND', -5600000);
INSERT INTO "postings" VALUES (9, 1, 0, 1, '2|for-a|||VND', 5600000);
INSERT INTO "postings" VALUES (9, 2, 0, 1, '20|for-a|||VND', -5600000);
INSERT INTO "postings" VALUES (9, 3, 0, 1, '21|for-a|||VND', 5600000);
INSERT INTO "postings" VALUES (10, 0, 0, 2, '21|for-a|||VND', -5600000);
INSERT INTO "postings" VALUES (10, 1, 0, 2, '22|for-a|||VND', 5600000);
INSERT INTO "postings" VALUES (12, 0, 0, 1, '1|sets-for-b|||goods:warm_set', -1);
INSERT INTO "postings" VALUES (12, 1, 0, 1, '2|sets-for-b|||goods:warm_set', 1);
INSERT INTO "postings" VALUES (12, 2, 0, 1, '20|sets-for-b|||goods:warm_set', -1);
INSERT INTO "postings" VALUES (12, 3, 0, 1, '21|sets-for-b|||goods:warm_set', 1);
INSERT INTO "postings" VALUES (13, 0, 0, 2, '21|sets-for-b|||goods:warm_set', -1);
INSERT INTO "postings" VALUES (13, 1, 0, 2, '22|sets-for-b|||goods:warm_set', 1);
INSERT INTO "postings" VALUES (15, 0, 0, 1, '1|for-warm-sets|||VND', -1500000);
INSERT INTO "postings" VALUES (15, 1, 0, 1, '2|for-warm-sets|||VND', 1500000);
INSERT INTO "postings" VALUES (15, 2, 0, 1, '20|for-warm-sets|||VND', -1500000);
INSERT INTO "postings" VALUES (15, 3, 0, 1, '21|for-warm-sets|||VND', 1500000);
INSERT INTO "postings" VALUES (16, 0, 0, 2, '21|for-warm-sets|||VND', -1500000);
INSERT INTO "postings" VALUES (16, 1, 0, 2, '22|for-warm-sets|||VND', 1500000);
INSERT INTO "postings" VALUES (21, 0, 0, 6, '2|for-a|||VND', -2100000);
INSERT INTO "postings" VALUES (21, 1, 0, 6, '3|for-a|r1||VND', 2100000);
INSERT INTO "postings" VALUES (21, 2, 0, 6, '31|||a-lunch|need', -2100000);
INSERT INTO "postings" VALUES (21, 3, 0, 6, '33||r1|a-lunch|need', 2100000);
INSERT INTO "postings" VALUES (21, 4, 1, 6, '2|for-a|||VND', -3500000);
INSERT INTO "postings" VALUES (21, 5, 1, 6, '3|for-a|r1||VND', 3500000);
INSERT INTO "postings" VALUES (21, 6, 1, 6, '31|||a-warm|need', -3500000);
INSERT INTO "postings" VALUES (21, 7, 1, 6, '33||r1|a-warm|need', 3500000);
INSERT INTO "postings" VALUES (21, 8, 2, 6, '2|for-warm-sets|||VND', -1500000);
INSERT INTO "postings" VALUES (21, 9, 2, 6, '3|for-warm-sets|r1||VND', 1500000);
INSERT INTO "postings" VALUES (21, 10, 2, 6, '31|||b-warm|need', -1500000);
INSERT INTO "postings" VALUES (21, 11, 2, 6, '33||r1|b-warm|need', 1500000);
INSERT INTO "postings" VALUES (21, 12, 3, 6, '2|sets-for-b|||goods:warm_set', -1);
INSERT INTO "postings" VALUES (21, 13, 3, 6, '3|sets-for-b|r1||goods:warm_set', 1);
INSERT INTO "postings" VALUES (21, 14, 3, 6, '31|||b-warm|need', -500000);
INSERT INTO "postings" VALUES (21, 15, 3, 6, '33||r1|b-warm|need', 500000);
INSERT INTO "postings" VALUES (22, 0, 0, 8, '3|for-a|r1||VND', -2100000);
INSERT INTO "postings" VALUES (22, 1, 0, 8, '4|for-a||a-lunch|VND', 2100000);
INSERT INTO "postings" VALUES (22, 2, 0, 8, '33||r1|a-lunch|need', -2100000);
INSERT INTO "postings" VALUES (22, 3, 0, 8, '34|||a-lunch|need', 2100000);
INSERT INTO "postings" VALUES (22, 4, 1, 8, '3|for-a|r1||VND', -3500000);
INSERT INTO "postings" VALUES (22, 5, 1, 8, '4|for-a||a-warm|VND', 3500000);
INSERT INTO "postings" VALUES (22, 6, 1, 8, '33||r1|a-warm|need', -3500000);
INSERT INTO "postings" VALUES (22, 7, 1, 8, '34|||a-warm|need', 3500000);
INSERT INTO "postings" VALUES (22, 8, 2, 8, '3|for-warm-sets|r1||VND', -1500000);
INSERT INTO "postings" VALUES (22, 9, 2, 8, '4|for-warm-sets||b-warm|VND', 1500000);
INSERT INTO "postings" VALUES (22, 10, 2, 8, '33||r1|b-warm|need', -1500000);
INSERT INTO "postings" VALUES (22, 11, 2, 8, '34|||b-warm|need', 1500000);
INSERT INTO "postings" VALUES (22, 12, 3, 8, '3|sets-for-b|r1||goods:warm_set', -1);
INSERT INTO "postings" VALUES (22, 13, 3, 8, '4|sets-for-b||b-warm|goods:warm_set', 1);
INSERT INTO "postings" VALUES (22, 14, 3, 8, '33||r1|b-warm|need', -500000);
INSERT INTO "postings" VALUES (22, 15, 3, 8, '34|||b-warm|need', 500000);
CREATE INDEX "IX_allocations_need" ON "allocations" ("need");
CREATE INDEX "IX_allocations_pledge" ON "allocations" ("pledge");
CREATE INDEX "IX_balances_need" ON "balances" ("need");
CREATE INDEX "IX_balances_pledge" ON "balances" ("pledge");
CREATE INDEX "IX_balances_round" ON "balances" ("round");
CREATE INDEX "IX_communes_province_code" ON "communes" ("province_code");
CREATE INDEX "IX_documents_round" ON "documents" ("round");
CREATE INDEX "IX_intents_at_microseconds" ON "intents" ("at_microseconds");
CREATE INDEX "IX_journal_actor" ON "journal" ("actor");
CREATE UNIQUE INDEX "IX_journal_key" ON "journal" ("key");
CREATE INDEX "IX_journal_subject" ON "journal" ("subject");
CREATE INDEX "IX_needs_commune" ON "needs" ("commune");
CREATE INDEX "IX_needs_state_year" ON "needs" ("state", "year");
CREATE INDEX "IX_pledges_donor" ON "pledges" ("donor");
CREATE INDEX "IX_pledges_state" ON "pledges" ("state");
CREATE INDEX "IX_postings_account" ON "postings" ("account");
CREATE TRIGGER journal_no_update BEFORE UPDATE ON journal BEGIN SELECT RAISE(ABORT, 'journal is append-only'); END;
CREATE TRIGGER journal_no_delete BEFORE DELETE ON journal BEGIN SELECT RAISE(ABORT, 'journal is append-only'); END;
CREATE TRIGGER postings_no_update BEFORE UPDATE ON postings BEGIN SELECT RAISE(ABORT, 'postings is append-only'); END;
CREATE TRIGGER postings_no_delete BEFORE DELETE ON postings BEGIN SELECT RAISE(ABORT, 'postings is append-only'); END;
COMMIT;
