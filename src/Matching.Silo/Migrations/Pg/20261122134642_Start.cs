using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

#nullable disable

namespace Matching.Silo.Migrations.Pg
{
    /// <inheritdoc />
    public partial class Start : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "allocations",
                columns: table => new
                {
                    round = table.Column<string>(type: "text", nullable: false),
                    pledge = table.Column<string>(type: "text", nullable: false),
                    need = table.Column<string>(type: "text", nullable: false),
                    measure = table.Column<string>(type: "text", nullable: false),
                    amount = table.Column<long>(type: "bigint", nullable: false),
                    need_vnd = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_allocations", x => new { x.round, x.pledge, x.need });
                    table.CheckConstraint("ck_allocations", "amount > 0 AND need_vnd > 0");
                });

            migrationBuilder.CreateTable(
                name: "balances",
                columns: table => new
                {
                    account = table.Column<string>(type: "text", nullable: false),
                    kind = table.Column<int>(type: "integer", nullable: false),
                    pledge = table.Column<string>(type: "text", nullable: true),
                    round = table.Column<string>(type: "text", nullable: true),
                    need = table.Column<string>(type: "text", nullable: true),
                    measure = table.Column<string>(type: "text", nullable: false),
                    amount = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_balances", x => x.account);
                    table.CheckConstraint("ck_balances", "(kind IN (1, 20, 30) AND amount <= 0) OR (kind NOT IN (1, 20, 30) AND amount >= 0)");
                });

            migrationBuilder.CreateTable(
                name: "chain_head",
                columns: table => new
                {
                    id = table.Column<int>(type: "integer", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    sequence = table.Column<long>(type: "bigint", nullable: false),
                    hash = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_chain_head", x => x.id);
                    table.CheckConstraint("ck_chain_head", "id = 1");
                });

            migrationBuilder.CreateTable(
                name: "commune_needs",
                columns: table => new
                {
                    commune = table.Column<string>(type: "text", nullable: false),
                    version = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_commune_needs", x => x.commune);
                });

            migrationBuilder.CreateTable(
                name: "communes",
                columns: table => new
                {
                    code = table.Column<string>(type: "text", nullable: false),
                    name = table.Column<string>(type: "text", nullable: false),
                    province_code = table.Column<string>(type: "text", nullable: false),
                    document = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_communes", x => x.code);
                });

            migrationBuilder.CreateTable(
                name: "documents",
                columns: table => new
                {
                    sha256 = table.Column<string>(type: "text", nullable: false),
                    kind = table.Column<string>(type: "text", nullable: false),
                    round = table.Column<string>(type: "text", nullable: false),
                    content = table.Column<byte[]>(type: "bytea", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_documents", x => x.sha256);
                });

            migrationBuilder.CreateTable(
                name: "external_aid",
                columns: table => new
                {
                    commune = table.Column<string>(type: "text", nullable: false),
                    id = table.Column<string>(type: "text", nullable: false),
                    item = table.Column<string>(type: "text", nullable: false),
                    source = table.Column<string>(type: "text", nullable: false),
                    document = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_external_aid", x => new { x.commune, x.id });
                });

            migrationBuilder.CreateTable(
                name: "intents",
                columns: table => new
                {
                    caller = table.Column<string>(type: "text", nullable: false),
                    key = table.Column<string>(type: "text", nullable: false),
                    body_sha256 = table.Column<string>(type: "text", nullable: false),
                    answer = table.Column<string>(type: "text", nullable: false),
                    sequence = table.Column<long>(type: "bigint", nullable: false),
                    at_microseconds = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_intents", x => new { x.caller, x.key });
                });

            migrationBuilder.CreateTable(
                name: "items",
                columns: table => new
                {
                    code = table.Column<string>(type: "text", nullable: false),
                    category = table.Column<string>(type: "text", nullable: false),
                    unit_cost_vnd = table.Column<long>(type: "bigint", nullable: false),
                    document = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_items", x => x.code);
                    table.CheckConstraint("ck_items", "unit_cost_vnd > 0");
                });

            migrationBuilder.CreateTable(
                name: "journal",
                columns: table => new
                {
                    sequence = table.Column<long>(type: "bigint", nullable: false),
                    at_microseconds = table.Column<long>(type: "bigint", nullable: false),
                    actor = table.Column<string>(type: "text", nullable: false),
                    action = table.Column<string>(type: "text", nullable: false),
                    subject = table.Column<string>(type: "text", nullable: false),
                    reason = table.Column<string>(type: "text", nullable: true),
                    details = table.Column<string>(type: "text", nullable: false),
                    key = table.Column<string>(type: "text", nullable: true),
                    previous_hash = table.Column<string>(type: "text", nullable: false),
                    hash = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_journal", x => x.sequence);
                });

            migrationBuilder.CreateTable(
                name: "needs",
                columns: table => new
                {
                    id = table.Column<string>(type: "text", nullable: false),
                    commune = table.Column<string>(type: "text", nullable: false),
                    item = table.Column<string>(type: "text", nullable: false),
                    year = table.Column<int>(type: "integer", nullable: false),
                    state = table.Column<string>(type: "text", nullable: false),
                    urgency = table.Column<string>(type: "text", nullable: false),
                    quantity = table.Column<long>(type: "bigint", nullable: false),
                    unit_cost_vnd = table.Column<long>(type: "bigint", nullable: false),
                    version = table.Column<long>(type: "bigint", nullable: false),
                    document = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_needs", x => x.id);
                    table.CheckConstraint("ck_needs", "quantity > 0 AND unit_cost_vnd > 0");
                });

            migrationBuilder.CreateTable(
                name: "pledges",
                columns: table => new
                {
                    id = table.Column<string>(type: "text", nullable: false),
                    donor = table.Column<string>(type: "text", nullable: false),
                    measure = table.Column<string>(type: "text", nullable: false),
                    state = table.Column<string>(type: "text", nullable: false),
                    amount = table.Column<long>(type: "bigint", nullable: false),
                    version = table.Column<long>(type: "bigint", nullable: false),
                    document = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_pledges", x => x.id);
                    table.CheckConstraint("ck_pledges", "amount > 0");
                });

            migrationBuilder.CreateTable(
                name: "rounds",
                columns: table => new
                {
                    id = table.Column<string>(type: "text", nullable: false),
                    state = table.Column<string>(type: "text", nullable: false),
                    version = table.Column<long>(type: "bigint", nullable: false),
                    document = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_rounds", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "postings",
                columns: table => new
                {
                    sequence = table.Column<long>(type: "bigint", nullable: false),
                    number = table.Column<int>(type: "integer", nullable: false),
                    movement = table.Column<int>(type: "integer", nullable: false),
                    kind = table.Column<int>(type: "integer", nullable: false),
                    account = table.Column<string>(type: "text", nullable: false),
                    amount = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_postings", x => new { x.sequence, x.number });
                    table.CheckConstraint("ck_postings", "amount <> 0 AND amount BETWEEN -1000000000000000 AND 1000000000000000");
                    table.ForeignKey(
                        name: "FK_postings_journal_sequence",
                        column: x => x.sequence,
                        principalTable: "journal",
                        principalColumn: "sequence",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "IX_allocations_need",
                table: "allocations",
                column: "need");

            migrationBuilder.CreateIndex(
                name: "IX_allocations_pledge",
                table: "allocations",
                column: "pledge");

            migrationBuilder.CreateIndex(
                name: "IX_balances_need",
                table: "balances",
                column: "need");

            migrationBuilder.CreateIndex(
                name: "IX_balances_pledge",
                table: "balances",
                column: "pledge");

            migrationBuilder.CreateIndex(
                name: "IX_balances_round",
                table: "balances",
                column: "round");

            migrationBuilder.CreateIndex(
                name: "IX_communes_province_code",
                table: "communes",
                column: "province_code");

            migrationBuilder.CreateIndex(
                name: "IX_documents_round",
                table: "documents",
                column: "round");

            migrationBuilder.CreateIndex(
                name: "IX_intents_at_microseconds",
                table: "intents",
                column: "at_microseconds");

            migrationBuilder.CreateIndex(
                name: "IX_journal_actor",
                table: "journal",
                column: "actor");

            migrationBuilder.CreateIndex(
                name: "IX_journal_key",
                table: "journal",
                column: "key",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_journal_subject",
                table: "journal",
                column: "subject");

            migrationBuilder.CreateIndex(
                name: "IX_needs_commune",
                table: "needs",
                column: "commune");

            migrationBuilder.CreateIndex(
                name: "IX_needs_state_year",
                table: "needs",
                columns: new[] { "state", "year" });

            migrationBuilder.CreateIndex(
                name: "IX_pledges_donor",
                table: "pledges",
                column: "donor");

            migrationBuilder.CreateIndex(
                name: "IX_pledges_state",
                table: "pledges",
                column: "state");

            migrationBuilder.CreateIndex(
                name: "IX_postings_account",
                table: "postings",
                column: "account");

            // The chain starts at nothing; what is written stays as it is.
            migrationBuilder.Sql("INSERT INTO chain_head (id, sequence, hash) VALUES (1, 0, '0000000000000000000000000000000000000000000000000000000000000000')");
            migrationBuilder.Sql("CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME; END $$");
            migrationBuilder.Sql("CREATE TRIGGER journal_no_change BEFORE UPDATE OR DELETE ON journal FOR EACH ROW EXECUTE FUNCTION refuse_change()");
            migrationBuilder.Sql("CREATE TRIGGER journal_no_truncate BEFORE TRUNCATE ON journal FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()");
            migrationBuilder.Sql("CREATE TRIGGER postings_no_change BEFORE UPDATE OR DELETE ON postings FOR EACH ROW EXECUTE FUNCTION refuse_change()");
            migrationBuilder.Sql("CREATE TRIGGER postings_no_truncate BEFORE TRUNCATE ON postings FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "allocations");

            migrationBuilder.DropTable(
                name: "balances");

            migrationBuilder.DropTable(
                name: "chain_head");

            migrationBuilder.DropTable(
                name: "commune_needs");

            migrationBuilder.DropTable(
                name: "communes");

            migrationBuilder.DropTable(
                name: "documents");

            migrationBuilder.DropTable(
                name: "external_aid");

            migrationBuilder.DropTable(
                name: "intents");

            migrationBuilder.DropTable(
                name: "items");

            migrationBuilder.DropTable(
                name: "needs");

            migrationBuilder.DropTable(
                name: "pledges");

            migrationBuilder.DropTable(
                name: "postings");

            migrationBuilder.DropTable(
                name: "rounds");

            migrationBuilder.DropTable(
                name: "journal");

            migrationBuilder.Sql("DROP FUNCTION refuse_change()");
        }
    }
}
