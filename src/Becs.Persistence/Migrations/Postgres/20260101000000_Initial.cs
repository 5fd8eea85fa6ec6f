using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Becs.Persistence.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class Initial : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "accounts",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    user_name = table.Column<string>(type: "text", nullable: false),
                    printed_name = table.Column<string>(type: "text", nullable: false),
                    password_hash = table.Column<string>(type: "text", nullable: false),
                    security_stamp = table.Column<string>(type: "text", nullable: false),
                    role_names = table.Column<string>(type: "text", nullable: false),
                    site_ids = table.Column<string>(type: "text", nullable: false),
                    is_locked = table.Column<bool>(type: "boolean", nullable: false),
                    lock_reason = table.Column<string>(type: "text", nullable: true),
                    ends_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    password_set_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    failed_sign_ins = table.Column<int>(type: "integer", nullable: false),
                    locked_out_until_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    created_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    last_sign_in_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    signing_session = table.Column<string>(type: "text", nullable: true),
                    last_signature_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    totp_secret_protected = table.Column<string>(type: "text", nullable: true),
                    version = table.Column<long>(type: "bigint", nullable: false),
                    row_key_id = table.Column<string>(type: "text", nullable: true),
                    row_mac = table.Column<byte[]>(type: "bytea", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_accounts", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "allocations",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    unit_id = table.Column<Guid>(type: "uuid", nullable: false),
                    order_id = table.Column<Guid>(type: "uuid", nullable: false),
                    line_number = table.Column<int>(type: "integer", nullable: false),
                    patient_id = table.Column<Guid>(type: "uuid", nullable: false),
                    decision_id = table.Column<Guid>(type: "uuid", nullable: false),
                    closed_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    cancel_reason_code = table.Column<string>(type: "text", nullable: true),
                    made_operation_id = table.Column<Guid>(type: "uuid", nullable: false),
                    made_recorded_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    made_site_id = table.Column<Guid>(type: "uuid", nullable: false),
                    made_user_id = table.Column<Guid>(type: "uuid", nullable: false),
                    made_user_name = table.Column<string>(type: "text", nullable: false),
                    made_workstation = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_allocations", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "archived_journals",
                columns: table => new
                {
                    instance_id = table.Column<Guid>(type: "uuid", nullable: false),
                    archive_id = table.Column<Guid>(type: "uuid", nullable: false),
                    file_name = table.Column<string>(type: "text", nullable: false),
                    file_hash = table.Column<string>(type: "text", nullable: false),
                    entries = table.Column<int>(type: "integer", nullable: false),
                    last_sequence = table.Column<int>(type: "integer", nullable: false),
                    archived_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_archived_journals", x => x.instance_id);
                });

            migrationBuilder.CreateTable(
                name: "audit_checkpoints",
                columns: table => new
                {
                    number = table.Column<long>(type: "bigint", nullable: false),
                    seal = table.Column<long>(type: "bigint", nullable: false),
                    hash = table.Column<string>(type: "text", nullable: false),
                    at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    previous = table.Column<string>(type: "text", nullable: false),
                    key_id = table.Column<string>(type: "text", nullable: false),
                    signature = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_audit_checkpoints", x => x.number);
                });

            migrationBuilder.CreateTable(
                name: "audit_marks",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    seal = table.Column<long>(type: "bigint", nullable: false),
                    hash = table.Column<string>(type: "text", nullable: false),
                    at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    broken = table.Column<long>(type: "bigint", nullable: false),
                    key_id = table.Column<string>(type: "text", nullable: false),
                    signature = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_audit_marks", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "audit_rows",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    recorded_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    site_id = table.Column<Guid>(type: "uuid", nullable: false),
                    site_time_zone = table.Column<string>(type: "text", nullable: false),
                    clock_mode = table.Column<string>(type: "text", nullable: false),
                    user_id = table.Column<Guid>(type: "uuid", nullable: false),
                    user_name = table.Column<string>(type: "text", nullable: false),
                    workstation = table.Column<string>(type: "text", nullable: false),
                    operation_id = table.Column<Guid>(type: "uuid", nullable: false),
                    action = table.Column<string>(type: "text", nullable: false),
                    instance_id = table.Column<Guid>(type: "uuid", nullable: true),
                    package_hash = table.Column<string>(type: "text", nullable: true),
                    activity_id = table.Column<string>(type: "text", nullable: true),
                    subject_kind = table.Column<string>(type: "text", nullable: false),
                    subject_id = table.Column<Guid>(type: "uuid", nullable: false),
                    what = table.Column<string>(type: "text", nullable: false),
                    old_value = table.Column<string>(type: "text", nullable: true),
                    new_value = table.Column<string>(type: "text", nullable: true),
                    reason = table.Column<string>(type: "text", nullable: true),
                    signature_id = table.Column<Guid>(type: "uuid", nullable: true),
                    commit_id = table.Column<Guid>(type: "uuid", nullable: false),
                    ordinal = table.Column<int>(type: "integer", nullable: false),
                    rows_in_commit = table.Column<int>(type: "integer", nullable: false),
                    transaction_number = table.Column<long>(type: "bigint", nullable: false),
                    key_id = table.Column<string>(type: "text", nullable: false),
                    mac = table.Column<byte[]>(type: "bytea", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_audit_rows", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "bookmarks",
                columns: table => new
                {
                    id = table.Column<string>(type: "text", nullable: false),
                    instance_id = table.Column<Guid>(type: "uuid", nullable: false),
                    name = table.Column<string>(type: "text", nullable: false),
                    hash = table.Column<string>(type: "text", nullable: false),
                    created_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    body = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_bookmarks", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "change_requests",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    number = table.Column<string>(type: "text", nullable: false),
                    kind = table.Column<string>(type: "text", nullable: false),
                    definition_id = table.Column<string>(type: "text", nullable: false),
                    opened_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    state = table.Column<string>(type: "text", nullable: false),
                    package_hash = table.Column<string>(type: "text", nullable: false),
                    package_version = table.Column<int>(type: "integer", nullable: false),
                    base_hash = table.Column<string>(type: "text", nullable: true),
                    vendor_version_id = table.Column<Guid>(type: "uuid", nullable: true),
                    reason = table.Column<string>(type: "text", nullable: false),
                    requirement_ids = table.Column<string>(type: "text", nullable: false),
                    severity = table.Column<int>(type: "integer", nullable: false),
                    probability = table.Column<int>(type: "integer", nullable: false),
                    detectability = table.Column<int>(type: "integer", nullable: false),
                    author_ids = table.Column<string>(type: "text", nullable: false),
                    effective_from_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    review_due_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    review_task_id = table.Column<Guid>(type: "uuid", nullable: true),
                    is_review_outstanding = table.Column<bool>(type: "boolean", nullable: false),
                    version = table.Column<long>(type: "bigint", nullable: false),
                    row_key_id = table.Column<string>(type: "text", nullable: true),
                    row_mac = table.Column<byte[]>(type: "bytea", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_change_requests", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "commit_counter",
                columns: table => new
                {
                    id = table.Column<int>(type: "integer", nullable: false),
                    value = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_commit_counter", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "crossmatches",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    unit_id = table.Column<Guid>(type: "uuid", nullable: false),
                    order_id = table.Column<Guid>(type: "uuid", nullable: false),
                    patient_id = table.Column<Guid>(type: "uuid", nullable: false),
                    sample_id = table.Column<Guid>(type: "uuid", nullable: false),
                    type = table.Column<string>(type: "text", nullable: false),
                    is_compatible = table.Column<bool>(type: "boolean", nullable: false),
                    valid_until_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    stamp_operation_id = table.Column<Guid>(type: "uuid", nullable: false),
                    stamp_recorded_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    stamp_site_id = table.Column<Guid>(type: "uuid", nullable: false),
                    stamp_user_id = table.Column<Guid>(type: "uuid", nullable: false),
                    stamp_user_name = table.Column<string>(type: "text", nullable: false),
                    stamp_workstation = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_crossmatches", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "deferral_notices",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    deferral_id = table.Column<Guid>(type: "uuid", nullable: false),
                    donor_id = table.Column<Guid>(type: "uuid", nullable: false),
                    due_on = table.Column<DateOnly>(type: "date", nullable: false),
                    letter_key = table.Column<string>(type: "text", nullable: false),
                    sent_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    sent_by_user_id = table.Column<Guid>(type: "uuid", nullable: true),
                    stamp_operation_id = table.Column<Guid>(type: "uuid", nullable: false),
                    stamp_recorded_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    stamp_site_id = table.Column<Guid>(type: "uuid", nullable: false),
                    stamp_user_id = table.Column<Guid>(type: "uuid", nullable: false),
                    stamp_user_name = table.Column<string>(type: "text", nullable: false),
                    stamp_workstation = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_deferral_notices", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "donation_suitability",
                columns: table => new
                {
                    donation_id = table.Column<Guid>(type: "uuid", nullable: false),
                    verdict = table.Column<string>(type: "text", nullable: false),
                    reasons = table.Column<string>(type: "text", nullable: false),
                    changed_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_donation_suitability", x => x.donation_id);
                });

            migrationBuilder.CreateTable(
                name: "donor_merges",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    survivor_id = table.Column<Guid>(type: "uuid", nullable: false),
                    alias_id = table.Column<Guid>(type: "uuid", nullable: false),
                    reason_code = table.Column<string>(type: "text", nullable: false),
                    signature_id = table.Column<Guid>(type: "uuid", nullable: false),
                    stamp_operation_id = table.Column<Guid>(type: "uuid", nullable: false),
                    stamp_recorded_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    stamp_site_id = table.Column<Guid>(type: "uuid", nullable: false),
                    stamp_user_id = table.Column<Guid>(type: "uuid", nullable: false),
                    stamp_user_name = table.Column<string>(type: "text", nullable: false),
                    stamp_workstation = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_donor_merges", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "donors",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    donor_number = table.Column<string>(type: "text", nullable: false),
                    merged_into = table.Column<Guid>(type: "uuid", nullable: true),
                    version = table.Column<long>(type: "bigint", nullable: false),
                    registered_operation_id = table.Column<Guid>(type: "uuid", nullable: false),
                    registered_recorded_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    registered_site_id = table.Column<Guid>(type: "uuid", nullable: false),
                    registered_user_id = table.Column<Guid>(type: "uuid", nullable: false),
                    registered_user_name = table.Column<string>(type: "text", nullable: false),
                    registered_workstation = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_donors", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "emergency_signatures",
                columns: table => new
                {
                    issue_id = table.Column<Guid>(type: "uuid", nullable: false),
                    signature_id = table.Column<Guid>(type: "uuid", nullable: false),
                    stamp_operation_id = table.Column<Guid>(type: "uuid", nullable: false),
                    stamp_recorded_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    stamp_site_id = table.Column<Guid>(type: "uuid", nullable: false),
                    stamp_user_id = table.Column<Guid>(type: "uuid", nullable: false),
                    stamp_user_name = table.Column<string>(type: "text", nullable: false),
                    stamp_workstation = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_emergency_signatures", x => x.issue_id);
                });

            migrationBuilder.CreateTable(
                name: "equipment",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    site_id = table.Column<Guid>(type: "uuid", nullable: false),
                    code = table.Column<string>(type: "text", nullable: false),
                    kind = table.Column<string>(type: "text", nullable: false),
                    calibrated_until = table.Column<DateOnly>(type: "date", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_equipment", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "fates",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    unit_id = table.Column<Guid>(type: "uuid", nullable: false),
                    kind = table.Column<string>(type: "text", nullable: false),
                    reason_code = table.Column<string>(type: "text", nullable: false),
                    occurred_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    stamp_operation_id = table.Column<Guid>(type: "uuid", nullable: false),
                    stamp_recorded_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    stamp_site_id = table.Column<Guid>(type: "uuid", nullable: false),
                    stamp_user_id = table.Column<Guid>(type: "uuid", nullable: false),
                    stamp_user_name = table.Column<string>(type: "text", nullable: false),
                    stamp_workstation = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_fates", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "gate_decisions",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    gate = table.Column<string>(type: "text", nullable: false),
                    subject_kind = table.Column<string>(type: "text", nullable: false),
                    subject_id = table.Column<Guid>(type: "uuid", nullable: false),
                    verdict = table.Column<string>(type: "text", nullable: false),
                    evidence = table.Column<string>(type: "text", nullable: false),
                    asserted = table.Column<string>(type: "text", nullable: false),
                    operation_id = table.Column<Guid>(type: "uuid", nullable: false),
                    decided_by_id = table.Column<Guid>(type: "uuid", nullable: false),
                    decided_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    site_id = table.Column<Guid>(type: "uuid", nullable: false),
                    signature_id = table.Column<Guid>(type: "uuid", nullable: true),
                    package_hash = table.Column<string>(type: "text", nullable: true),
                    instance_id = table.Column<Guid>(type: "uuid", nullable: true),
                    row_key_id = table.Column<string>(type: "text", nullable: true),
                    row_mac = table.Column<byte[]>(type: "bytea", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_gate_decisions", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "holds",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    scope = table.Column<string>(type: "text", nullable: false),
                    scope_id = table.Column<Guid>(type: "uuid", nullable: false),
                    reason_code = table.Column<string>(type: "text", nullable: false),
                    note_code = table.Column<string>(type: "text", nullable: true),
                    placed_by_system = table.Column<bool>(type: "boolean", nullable: false),
                    finding_code = table.Column<string>(type: "text", nullable: true),
                    proposal = table.Column<string>(type: "text", nullable: true),
                    proposed_by_id = table.Column<Guid>(type: "uuid", nullable: true),
                    proposed_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    closed_as = table.Column<string>(type: "text", nullable: true),
                    closed_by_id = table.Column<Guid>(type: "uuid", nullable: true),
                    closed_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    signature_id = table.Column<Guid>(type: "uuid", nullable: true),
                    revision = table.Column<int>(type: "integer", nullable: false),
                    placed_operation_id = table.Column<Guid>(type: "uuid", nullable: false),
                    placed_recorded_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    placed_site_id = table.Column<Guid>(type: "uuid", nullable: false),
                    placed_user_id = table.Column<Guid>(type: "uuid", nullable: false),
                    placed_user_name = table.Column<string>(type: "text", nullable: false),
                    placed_workstation = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_holds", x => x.id);
                    table.CheckConstraint("ck_holds_closed_by_second_person", "closed_at IS NULL OR (proposal IS NOT NULL AND proposed_by_id <> closed_by_id)");
                });

            migrationBuilder.CreateTable(
                name: "inbox",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    name = table.Column<string>(type: "text", nullable: false),
                    subject_id = table.Column<Guid>(type: "uuid", nullable: false),
                    content_hash = table.Column<string>(type: "text", nullable: false),
                    received_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_inbox", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "incidents",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    instance_id = table.Column<Guid>(type: "uuid", nullable: true),
                    operation_id = table.Column<Guid>(type: "uuid", nullable: false),
                    site_id = table.Column<Guid>(type: "uuid", nullable: false),
                    package_hash = table.Column<string>(type: "text", nullable: true),
                    stimulus_kind = table.Column<string>(type: "text", nullable: true),
                    stimulus_json = table.Column<string>(type: "text", nullable: true),
                    exception_type = table.Column<string>(type: "text", nullable: false),
                    message = table.Column<string>(type: "text", nullable: false),
                    activity_id = table.Column<string>(type: "text", nullable: true),
                    activity_type = table.Column<string>(type: "text", nullable: true),
                    path = table.Column<string>(type: "text", nullable: true),
                    code = table.Column<string>(type: "text", nullable: true),
                    created_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    retries = table.Column<int>(type: "integer", nullable: false),
                    resolution = table.Column<string>(type: "text", nullable: true),
                    resolved_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    resolved_by_id = table.Column<Guid>(type: "uuid", nullable: true),
                    version = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_incidents", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "integrity_breaks",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    kind = table.Column<string>(type: "text", nullable: false),
                    place = table.Column<string>(type: "text", nullable: false),
                    detail = table.Column<string>(type: "text", nullable: false),
                    concerns_all = table.Column<bool>(type: "boolean", nullable: false),
                    reach_hash = table.Column<string>(type: "text", nullable: false),
                    row_key_id = table.Column<string>(type: "text", nullable: true),
                    row_mac = table.Column<byte[]>(type: "bytea", nullable: true),
                    stamp_operation_id = table.Column<Guid>(type: "uuid", nullable: false),
                    stamp_recorded_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    stamp_site_id = table.Column<Guid>(type: "uuid", nullable: false),
                    stamp_user_id = table.Column<Guid>(type: "uuid", nullable: false),
                    stamp_user_name = table.Column<string>(type: "text", nullable: false),
                    stamp_workstation = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_integrity_breaks", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "integrity_incidents",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    break_ids = table.Column<string>(type: "text", nullable: false),
                    kept = table.Column<string>(type: "text", nullable: false),
                    statement = table.Column<string>(type: "text", nullable: false),
                    signature_id = table.Column<Guid>(type: "uuid", nullable: false),
                    row_key_id = table.Column<string>(type: "text", nullable: true),
                    row_mac = table.Column<byte[]>(type: "bytea", nullable: true),
                    stamp_operation_id = table.Column<Guid>(type: "uuid", nullable: false),
                    stamp_recorded_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    stamp_site_id = table.Column<Guid>(type: "uuid", nullable: false),
                    stamp_user_id = table.Column<Guid>(type: "uuid", nullable: false),
                    stamp_user_name = table.Column<string>(type: "text", nullable: false),
                    stamp_workstation = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_integrity_incidents", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "integrity_reaches",
                columns: table => new
                {
                    break_id = table.Column<Guid>(type: "uuid", nullable: false),
                    subject_kind = table.Column<string>(type: "text", nullable: false),
                    subject_id = table.Column<Guid>(type: "uuid", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_integrity_reaches", x => new { x.break_id, x.subject_kind, x.subject_id });
                });

            migrationBuilder.CreateTable(
                name: "journal",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    burst_id = table.Column<string>(type: "text", nullable: false),
                    instance_id = table.Column<Guid>(type: "uuid", nullable: false),
                    sequence = table.Column<int>(type: "integer", nullable: false),
                    at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    stimulus = table.Column<string>(type: "text", nullable: false),
                    bookmark_id = table.Column<string>(type: "text", nullable: true),
                    package_hash = table.Column<string>(type: "text", nullable: false),
                    build_id = table.Column<string>(type: "text", nullable: true),
                    records = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_journal", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "label_prints",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    unit_id = table.Column<Guid>(type: "uuid", nullable: false),
                    number = table.Column<int>(type: "integer", nullable: false),
                    din = table.Column<string>(type: "text", nullable: false),
                    product_code = table.Column<string>(type: "text", nullable: false),
                    blood_group = table.Column<string>(type: "text", nullable: false),
                    expiry = table.Column<string>(type: "text", nullable: false),
                    decision_id = table.Column<Guid>(type: "uuid", nullable: false),
                    stamp_operation_id = table.Column<Guid>(type: "uuid", nullable: false),
                    stamp_recorded_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    stamp_site_id = table.Column<Guid>(type: "uuid", nullable: false),
                    stamp_user_id = table.Column<Guid>(type: "uuid", nullable: false),
                    stamp_user_name = table.Column<string>(type: "text", nullable: false),
                    stamp_workstation = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_label_prints", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "label_verifications",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    print_id = table.Column<Guid>(type: "uuid", nullable: false),
                    unit_id = table.Column<Guid>(type: "uuid", nullable: false),
                    scanned_din = table.Column<string>(type: "text", nullable: false),
                    scanned_blood_group = table.Column<string>(type: "text", nullable: false),
                    scanned_product_code = table.Column<string>(type: "text", nullable: false),
                    scanned_expiry = table.Column<string>(type: "text", nullable: false),
                    is_concatenated = table.Column<bool>(type: "boolean", nullable: false),
                    mismatches = table.Column<string>(type: "text", nullable: false),
                    stamp_operation_id = table.Column<Guid>(type: "uuid", nullable: false),
                    stamp_recorded_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    stamp_site_id = table.Column<Guid>(type: "uuid", nullable: false),
                    stamp_user_id = table.Column<Guid>(type: "uuid", nullable: false),
                    stamp_user_name = table.Column<string>(type: "text", nullable: false),
                    stamp_workstation = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_label_verifications", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "label_voids",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    print_id = table.Column<Guid>(type: "uuid", nullable: false),
                    unit_id = table.Column<Guid>(type: "uuid", nullable: false),
                    reason_code = table.Column<string>(type: "text", nullable: false),
                    stamp_operation_id = table.Column<Guid>(type: "uuid", nullable: false),
                    stamp_recorded_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    stamp_site_id = table.Column<Guid>(type: "uuid", nullable: false),
                    stamp_user_id = table.Column<Guid>(type: "uuid", nullable: false),
                    stamp_user_name = table.Column<string>(type: "text", nullable: false),
                    stamp_workstation = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_label_voids", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "lots",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    kind = table.Column<string>(type: "text", nullable: false),
                    number = table.Column<string>(type: "text", nullable: false),
                    manufacturer = table.Column<string>(type: "text", nullable: false),
                    expires_on = table.Column<DateOnly>(type: "date", nullable: false),
                    nominal_volume_ml = table.Column<int>(type: "integer", nullable: true),
                    recalled_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    recall_reason_code = table.Column<string>(type: "text", nullable: true),
                    version = table.Column<long>(type: "bigint", nullable: false),
                    received_operation_id = table.Column<Guid>(type: "uuid", nullable: false),
                    received_recorded_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    received_site_id = table.Column<Guid>(type: "uuid", nullable: false),
                    received_user_id = table.Column<Guid>(type: "uuid", nullable: false),
                    received_user_name = table.Column<string>(type: "text", nullable: false),
                    received_workstation = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_lots", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "manual_covers",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    site_id = table.Column<Guid>(type: "uuid", nullable: false),
                    blocker_code = table.Column<string>(type: "text", nullable: false),
                    procedure_code = table.Column<string>(type: "text", nullable: false),
                    valid_from = table.Column<DateOnly>(type: "date", nullable: false),
                    valid_until = table.Column<DateOnly>(type: "date", nullable: false),
                    signature_id = table.Column<Guid>(type: "uuid", nullable: false),
                    row_key_id = table.Column<string>(type: "text", nullable: true),
                    row_mac = table.Column<byte[]>(type: "bytea", nullable: true),
                    stamp_operation_id = table.Column<Guid>(type: "uuid", nullable: false),
                    stamp_recorded_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    stamp_site_id = table.Column<Guid>(type: "uuid", nullable: false),
                    stamp_user_id = table.Column<Guid>(type: "uuid", nullable: false),
                    stamp_user_name = table.Column<string>(type: "text", nullable: false),
                    stamp_workstation = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_manual_covers", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "operations",
                columns: table => new
                {
                    operation_id = table.Column<Guid>(type: "uuid", nullable: false),
                    user_id = table.Column<Guid>(type: "uuid", nullable: false),
                    action = table.Column<string>(type: "text", nullable: false),
                    request_hash = table.Column<string>(type: "text", nullable: false),
                    status = table.Column<string>(type: "text", nullable: false),
                    response_json = table.Column<string>(type: "text", nullable: true),
                    recorded_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    site_id = table.Column<Guid>(type: "uuid", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_operations", x => x.operation_id);
                });

            migrationBuilder.CreateTable(
                name: "orders",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    order_number = table.Column<string>(type: "text", nullable: false),
                    patient_id = table.Column<Guid>(type: "uuid", nullable: false),
                    hospital_site_id = table.Column<Guid>(type: "uuid", nullable: false),
                    site_id = table.Column<Guid>(type: "uuid", nullable: false),
                    urgency = table.Column<string>(type: "text", nullable: false),
                    needed_by_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    lines = table.Column<string>(type: "text", nullable: false),
                    state = table.Column<string>(type: "text", nullable: false),
                    closed_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    cancel_reason_code = table.Column<string>(type: "text", nullable: true),
                    revision = table.Column<int>(type: "integer", nullable: false),
                    placed_operation_id = table.Column<Guid>(type: "uuid", nullable: false),
                    placed_recorded_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    placed_site_id = table.Column<Guid>(type: "uuid", nullable: false),
                    placed_user_id = table.Column<Guid>(type: "uuid", nullable: false),
                    placed_user_name = table.Column<string>(type: "text", nullable: false),
                    placed_workstation = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_orders", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "outbox",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    type = table.Column<string>(type: "text", nullable: false),
                    subject_kind = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    subject_id = table.Column<Guid>(type: "uuid", nullable: false),
                    sequence = table.Column<long>(type: "bigint", nullable: false),
                    body = table.Column<string>(type: "text", nullable: false),
                    site_id = table.Column<Guid>(type: "uuid", nullable: false),
                    recorded_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    due_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    attempts = table.Column<int>(type: "integer", nullable: false),
                    set_aside_reason = table.Column<string>(type: "text", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_outbox", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "package_triggers",
                columns: table => new
                {
                    package_id = table.Column<Guid>(type: "uuid", nullable: false),
                    activity_id = table.Column<string>(type: "text", nullable: false),
                    hash = table.Column<string>(type: "text", nullable: false),
                    name = table.Column<string>(type: "text", nullable: false),
                    row_key_id = table.Column<string>(type: "text", nullable: true),
                    row_mac = table.Column<byte[]>(type: "bytea", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_package_triggers", x => new { x.package_id, x.activity_id, x.hash });
                });

            migrationBuilder.CreateTable(
                name: "packages",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    kind = table.Column<string>(type: "text", nullable: false),
                    definition_id = table.Column<string>(type: "text", nullable: false),
                    definition_version = table.Column<int>(type: "integer", nullable: false),
                    name = table.Column<string>(type: "text", nullable: false),
                    package_hash = table.Column<string>(type: "text", nullable: false),
                    behaviour_hash = table.Column<string>(type: "text", nullable: false),
                    bytes = table.Column<byte[]>(type: "bytea", nullable: false),
                    loaded_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    state = table.Column<string>(type: "text", nullable: false),
                    accepted_by_id = table.Column<Guid>(type: "uuid", nullable: true),
                    accepted_by_name = table.Column<string>(type: "text", nullable: true),
                    accepted_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    effective_from_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    signature_id = table.Column<Guid>(type: "uuid", nullable: true),
                    version = table.Column<long>(type: "bigint", nullable: false),
                    row_key_id = table.Column<string>(type: "text", nullable: true),
                    row_mac = table.Column<byte[]>(type: "bytea", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_packages", x => x.id);
                    table.CheckConstraint("ck_packages_approved_is_signed", "state <> 'Approved' OR signature_id IS NOT NULL");
                });

            migrationBuilder.CreateTable(
                name: "patients",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    patient_number = table.Column<string>(type: "text", nullable: false),
                    registered_operation_id = table.Column<Guid>(type: "uuid", nullable: false),
                    registered_recorded_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    registered_site_id = table.Column<Guid>(type: "uuid", nullable: false),
                    registered_user_id = table.Column<Guid>(type: "uuid", nullable: false),
                    registered_user_name = table.Column<string>(type: "text", nullable: false),
                    registered_workstation = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_patients", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "person_keys",
                columns: table => new
                {
                    person_kind = table.Column<string>(type: "text", nullable: false),
                    person_id = table.Column<Guid>(type: "uuid", nullable: false),
                    wrapped_key = table.Column<byte[]>(type: "bytea", nullable: false),
                    key_id = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_person_keys", x => new { x.person_kind, x.person_id });
                });

            migrationBuilder.CreateTable(
                name: "person_tokens",
                columns: table => new
                {
                    token = table.Column<string>(type: "text", nullable: false),
                    person_kind = table.Column<string>(type: "text", nullable: false),
                    person_id = table.Column<Guid>(type: "uuid", nullable: false),
                    field = table.Column<string>(type: "text", nullable: false),
                    strength = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_person_tokens", x => new { x.token, x.person_kind, x.person_id });
                });

            migrationBuilder.CreateTable(
                name: "personal_records",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    person_kind = table.Column<string>(type: "text", nullable: false),
                    person_id = table.Column<Guid>(type: "uuid", nullable: false),
                    kind = table.Column<string>(type: "text", nullable: false),
                    record_id = table.Column<Guid>(type: "uuid", nullable: false),
                    record_version = table.Column<int>(type: "integer", nullable: false),
                    @sealed = table.Column<byte[]>(name: "sealed", type: "bytea", nullable: false),
                    recorded_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_personal_records", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "platform_releases",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    release_hash = table.Column<string>(type: "text", nullable: false),
                    manifest = table.Column<string>(type: "text", nullable: false),
                    product_version = table.Column<string>(type: "text", nullable: false),
                    first_seen_by = table.Column<string>(type: "text", nullable: false),
                    first_seen_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    state = table.Column<string>(type: "text", nullable: false),
                    evidence = table.Column<string>(type: "text", nullable: true),
                    evidence_hash = table.Column<string>(type: "text", nullable: true),
                    evidence_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    accepted_by_id = table.Column<Guid>(type: "uuid", nullable: true),
                    accepted_by_name = table.Column<string>(type: "text", nullable: true),
                    accepted_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    signature_id = table.Column<Guid>(type: "uuid", nullable: true),
                    withdrawn_by_id = table.Column<Guid>(type: "uuid", nullable: true),
                    withdrawn_by_name = table.Column<string>(type: "text", nullable: true),
                    withdrawn_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    version = table.Column<long>(type: "bigint", nullable: false),
                    row_key_id = table.Column<string>(type: "text", nullable: true),
                    row_mac = table.Column<byte[]>(type: "bytea", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_platform_releases", x => x.id);
                    table.CheckConstraint("ck_platform_releases_accepted_is_signed", "state <> 'Accepted' OR (signature_id IS NOT NULL AND evidence_hash IS NOT NULL)");
                });

            migrationBuilder.CreateTable(
                name: "received_submissions",
                columns: table => new
                {
                    operation_id = table.Column<Guid>(type: "uuid", nullable: false),
                    incident_id = table.Column<Guid>(type: "uuid", nullable: false),
                    user_id = table.Column<Guid>(type: "uuid", nullable: false),
                    user_name = table.Column<string>(type: "text", nullable: false),
                    site_id = table.Column<Guid>(type: "uuid", nullable: false),
                    action = table.Column<string>(type: "text", nullable: false),
                    person_kind = table.Column<string>(type: "text", nullable: true),
                    person_id = table.Column<Guid>(type: "uuid", nullable: true),
                    key_id = table.Column<string>(type: "text", nullable: false),
                    @sealed = table.Column<byte[]>(name: "sealed", type: "bytea", nullable: false),
                    status = table.Column<string>(type: "text", nullable: false),
                    received_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    version = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_received_submissions", x => x.operation_id);
                });

            migrationBuilder.CreateTable(
                name: "seals",
                columns: table => new
                {
                    number = table.Column<long>(type: "bigint", nullable: false),
                    from_transaction = table.Column<long>(type: "bigint", nullable: false),
                    upto_transaction = table.Column<long>(type: "bigint", nullable: false),
                    commits = table.Column<string>(type: "text", nullable: false),
                    sealed_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    previous_hash = table.Column<string>(type: "text", nullable: false),
                    hash = table.Column<string>(type: "text", nullable: false),
                    key_id = table.Column<string>(type: "text", nullable: false),
                    mac = table.Column<byte[]>(type: "bytea", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_seals", x => x.number);
                });

            migrationBuilder.CreateTable(
                name: "serials",
                columns: table => new
                {
                    series = table.Column<string>(type: "text", nullable: false),
                    last = table.Column<int>(type: "integer", nullable: false),
                    version = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_serials", x => x.series);
                });

            migrationBuilder.CreateTable(
                name: "signatures",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    user_id = table.Column<Guid>(type: "uuid", nullable: false),
                    user_name = table.Column<string>(type: "text", nullable: false),
                    printed_name = table.Column<string>(type: "text", nullable: false),
                    signed_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    site_time_zone = table.Column<string>(type: "text", nullable: false),
                    meaning = table.Column<string>(type: "text", nullable: false),
                    reason = table.Column<string>(type: "text", nullable: false),
                    signed_hash = table.Column<string>(type: "text", nullable: false),
                    subject = table.Column<string>(type: "text", nullable: false),
                    row_key_id = table.Column<string>(type: "text", nullable: true),
                    row_mac = table.Column<byte[]>(type: "bytea", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_signatures", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "sites",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    code = table.Column<string>(type: "text", nullable: false),
                    name = table.Column<string>(type: "text", nullable: false),
                    facility_number = table.Column<string>(type: "text", nullable: false),
                    time_zone_id = table.Column<string>(type: "text", nullable: false),
                    rule_packs = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_sites", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "stimuli",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    kind = table.Column<string>(type: "text", nullable: false),
                    name = table.Column<string>(type: "text", nullable: true),
                    correlation_id = table.Column<string>(type: "text", nullable: true),
                    target_instance_id = table.Column<Guid>(type: "uuid", nullable: true),
                    source_instance_id = table.Column<Guid>(type: "uuid", nullable: true),
                    body = table.Column<string>(type: "text", nullable: false),
                    site_id = table.Column<Guid>(type: "uuid", nullable: false),
                    created_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    is_kept = table.Column<bool>(type: "boolean", nullable: false),
                    taken_until_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_stimuli", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "subjects",
                columns: table => new
                {
                    kind = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    safety_version = table.Column<long>(type: "bigint", nullable: false),
                    sequence = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_subjects", x => new { x.kind, x.id });
                });

            migrationBuilder.CreateTable(
                name: "task_drafts",
                columns: table => new
                {
                    task_id = table.Column<Guid>(type: "uuid", nullable: false),
                    user_id = table.Column<Guid>(type: "uuid", nullable: false),
                    person_kind = table.Column<string>(type: "text", nullable: true),
                    person_id = table.Column<Guid>(type: "uuid", nullable: true),
                    key_id = table.Column<string>(type: "text", nullable: false),
                    @sealed = table.Column<byte[]>(name: "sealed", type: "bytea", nullable: false),
                    saved_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_task_drafts", x => new { x.task_id, x.user_id });
                });

            migrationBuilder.CreateTable(
                name: "tasks",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    site_id = table.Column<Guid>(type: "uuid", nullable: false),
                    process = table.Column<string>(type: "text", nullable: false),
                    title_key = table.Column<string>(type: "text", nullable: false),
                    instructions_key = table.Column<string>(type: "text", nullable: true),
                    form_key = table.Column<string>(type: "text", nullable: false),
                    form_version = table.Column<int>(type: "integer", nullable: false),
                    subject_kind = table.Column<string>(type: "text", nullable: true),
                    subject_id = table.Column<Guid>(type: "uuid", nullable: true),
                    subject_display = table.Column<string>(type: "text", nullable: true),
                    person_kind = table.Column<string>(type: "text", nullable: true),
                    person_id = table.Column<Guid>(type: "uuid", nullable: true),
                    candidate_permission = table.Column<string>(type: "text", nullable: true),
                    candidate_roles = table.Column<string>(type: "text", nullable: false),
                    excluded_user_ids = table.Column<string>(type: "text", nullable: false),
                    priority = table.Column<int>(type: "integer", nullable: false),
                    created_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    due_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    escalation_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    escalation_level = table.Column<int>(type: "integer", nullable: false),
                    signature_meanings = table.Column<string>(type: "text", nullable: false),
                    outcomes = table.Column<string>(type: "text", nullable: false),
                    state = table.Column<string>(type: "text", nullable: false),
                    claimed_by_id = table.Column<Guid>(type: "uuid", nullable: true),
                    claimed_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    assigned_to_id = table.Column<Guid>(type: "uuid", nullable: true),
                    delegated_to_id = table.Column<Guid>(type: "uuid", nullable: true),
                    delegated_from_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    delegated_until_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    outcome = table.Column<string>(type: "text", nullable: true),
                    completed_by_id = table.Column<Guid>(type: "uuid", nullable: true),
                    closed_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    signature_id = table.Column<Guid>(type: "uuid", nullable: true),
                    cancel_reason_code = table.Column<string>(type: "text", nullable: true),
                    revision = table.Column<int>(type: "integer", nullable: false),
                    instance_id = table.Column<Guid>(type: "uuid", nullable: true),
                    bookmark_id = table.Column<string>(type: "text", nullable: true),
                    activity_id = table.Column<string>(type: "text", nullable: true),
                    package_hash = table.Column<string>(type: "text", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_tasks", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "test_runs",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    site_id = table.Column<Guid>(type: "uuid", nullable: false),
                    number = table.Column<string>(type: "text", nullable: false),
                    method = table.Column<string>(type: "text", nullable: false),
                    equipment_id = table.Column<Guid>(type: "uuid", nullable: true),
                    reagent_lot_ids = table.Column<string>(type: "text", nullable: false),
                    ran_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    controls_in_range = table.Column<bool>(type: "boolean", nullable: false),
                    stamp_operation_id = table.Column<Guid>(type: "uuid", nullable: false),
                    stamp_recorded_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    stamp_site_id = table.Column<Guid>(type: "uuid", nullable: false),
                    stamp_user_id = table.Column<Guid>(type: "uuid", nullable: false),
                    stamp_user_name = table.Column<string>(type: "text", nullable: false),
                    stamp_workstation = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_test_runs", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "timers",
                columns: table => new
                {
                    bookmark_id = table.Column<string>(type: "text", nullable: false),
                    instance_id = table.Column<Guid>(type: "uuid", nullable: false),
                    activity_id = table.Column<string>(type: "text", nullable: false),
                    due_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    taken_until_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_timers", x => x.bookmark_id);
                });

            migrationBuilder.CreateTable(
                name: "training_acknowledgements",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    need_id = table.Column<Guid>(type: "uuid", nullable: false),
                    account_id = table.Column<Guid>(type: "uuid", nullable: false),
                    printed_name = table.Column<string>(type: "text", nullable: false),
                    signature_id = table.Column<Guid>(type: "uuid", nullable: false),
                    recorded_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    row_key_id = table.Column<string>(type: "text", nullable: true),
                    row_mac = table.Column<byte[]>(type: "bytea", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_training_acknowledgements", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "training_gates",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    permission = table.Column<string>(type: "text", nullable: false),
                    is_gated = table.Column<bool>(type: "boolean", nullable: false),
                    changed_by_name = table.Column<string>(type: "text", nullable: false),
                    changed_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    version = table.Column<long>(type: "bigint", nullable: false),
                    row_key_id = table.Column<string>(type: "text", nullable: true),
                    row_mac = table.Column<byte[]>(type: "bytea", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_training_gates", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "training_needs",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    change_id = table.Column<Guid>(type: "uuid", nullable: false),
                    package_hash = table.Column<string>(type: "text", nullable: false),
                    role = table.Column<string>(type: "text", nullable: false),
                    title = table.Column<string>(type: "text", nullable: false),
                    document = table.Column<string>(type: "text", nullable: false),
                    recorded_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    row_key_id = table.Column<string>(type: "text", nullable: true),
                    row_mac = table.Column<byte[]>(type: "bytea", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_training_needs", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "training_records",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    account_id = table.Column<Guid>(type: "uuid", nullable: false),
                    permission = table.Column<string>(type: "text", nullable: false),
                    trained_on = table.Column<DateOnly>(type: "date", nullable: false),
                    valid_until = table.Column<DateOnly>(type: "date", nullable: false),
                    evidence = table.Column<string>(type: "text", nullable: false),
                    ends_record_id = table.Column<Guid>(type: "uuid", nullable: true),
                    recorded_by_id = table.Column<Guid>(type: "uuid", nullable: false),
                    recorded_by_name = table.Column<string>(type: "text", nullable: false),
                    recorded_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    row_key_id = table.Column<string>(type: "text", nullable: true),
                    row_mac = table.Column<byte[]>(type: "bytea", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_training_records", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "unit_issues",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    unit_id = table.Column<Guid>(type: "uuid", nullable: false),
                    number = table.Column<int>(type: "integer", nullable: false),
                    order_id = table.Column<Guid>(type: "uuid", nullable: false),
                    line_number = table.Column<int>(type: "integer", nullable: false),
                    patient_id = table.Column<Guid>(type: "uuid", nullable: false),
                    allocation_id = table.Column<Guid>(type: "uuid", nullable: false),
                    is_emergency = table.Column<bool>(type: "boolean", nullable: false),
                    receiver_code = table.Column<string>(type: "text", nullable: false),
                    decision_id = table.Column<Guid>(type: "uuid", nullable: false),
                    physician_signature_id = table.Column<Guid>(type: "uuid", nullable: true),
                    issued_operation_id = table.Column<Guid>(type: "uuid", nullable: false),
                    issued_recorded_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    issued_site_id = table.Column<Guid>(type: "uuid", nullable: false),
                    issued_user_id = table.Column<Guid>(type: "uuid", nullable: false),
                    issued_user_name = table.Column<string>(type: "text", nullable: false),
                    issued_workstation = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_unit_issues", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "unit_moves",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    unit_id = table.Column<Guid>(type: "uuid", nullable: false),
                    from_site_id = table.Column<Guid>(type: "uuid", nullable: false),
                    to_site_id = table.Column<Guid>(type: "uuid", nullable: false),
                    storage_code = table.Column<string>(type: "text", nullable: false),
                    stamp_operation_id = table.Column<Guid>(type: "uuid", nullable: false),
                    stamp_recorded_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    stamp_site_id = table.Column<Guid>(type: "uuid", nullable: false),
                    stamp_user_id = table.Column<Guid>(type: "uuid", nullable: false),
                    stamp_user_name = table.Column<string>(type: "text", nullable: false),
                    stamp_workstation = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_unit_moves", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "unit_returns",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    issue_id = table.Column<Guid>(type: "uuid", nullable: false),
                    unit_id = table.Column<Guid>(type: "uuid", nullable: false),
                    is_seal_intact = table.Column<bool>(type: "boolean", nullable: false),
                    temperature_tenths_c = table.Column<int>(type: "integer", nullable: true),
                    minutes_out_of_control = table.Column<int>(type: "integer", nullable: true),
                    is_accepted = table.Column<bool>(type: "boolean", nullable: false),
                    reason_code = table.Column<string>(type: "text", nullable: false),
                    stamp_operation_id = table.Column<Guid>(type: "uuid", nullable: false),
                    stamp_recorded_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    stamp_site_id = table.Column<Guid>(type: "uuid", nullable: false),
                    stamp_user_id = table.Column<Guid>(type: "uuid", nullable: false),
                    stamp_user_name = table.Column<string>(type: "text", nullable: false),
                    stamp_workstation = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_unit_returns", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "vendor_versions",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    definition_id = table.Column<string>(type: "text", nullable: false),
                    number = table.Column<int>(type: "integer", nullable: false),
                    name = table.Column<string>(type: "text", nullable: false),
                    package_hash = table.Column<string>(type: "text", nullable: false),
                    behaviour_hash = table.Column<string>(type: "text", nullable: false),
                    bytes = table.Column<byte[]>(type: "bytea", nullable: false),
                    ancestor_hash = table.Column<string>(type: "text", nullable: true),
                    loaded_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    declined_by_id = table.Column<Guid>(type: "uuid", nullable: true),
                    declined_by_name = table.Column<string>(type: "text", nullable: true),
                    declined_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    decline_reason = table.Column<string>(type: "text", nullable: true),
                    version = table.Column<long>(type: "bigint", nullable: false),
                    row_key_id = table.Column<string>(type: "text", nullable: true),
                    row_mac = table.Column<byte[]>(type: "bytea", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_vendor_versions", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "workflow_drafts",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    definition_id = table.Column<string>(type: "text", nullable: false),
                    definition_version = table.Column<int>(type: "integer", nullable: false),
                    author_id = table.Column<Guid>(type: "uuid", nullable: false),
                    author_name = table.Column<string>(type: "text", nullable: false),
                    name = table.Column<string>(type: "text", nullable: false),
                    description = table.Column<string>(type: "text", nullable: true),
                    body = table.Column<string>(type: "text", nullable: false),
                    body_hash = table.Column<string>(type: "text", nullable: false),
                    based_on_hash = table.Column<string>(type: "text", nullable: true),
                    vendor_version_id = table.Column<Guid>(type: "uuid", nullable: true),
                    created_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    updated_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    version = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_workflow_drafts", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "workflow_instances",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    row_version = table.Column<long>(type: "bigint", nullable: false),
                    definition_id = table.Column<string>(type: "text", nullable: false),
                    definition_version = table.Column<int>(type: "integer", nullable: false),
                    package_hash = table.Column<string>(type: "text", nullable: false),
                    name = table.Column<string>(type: "text", nullable: true),
                    status = table.Column<string>(type: "text", nullable: false),
                    sub_status = table.Column<string>(type: "text", nullable: false),
                    correlation_id = table.Column<string>(type: "text", nullable: true),
                    parent_instance_id = table.Column<Guid>(type: "uuid", nullable: true),
                    site_id = table.Column<Guid>(type: "uuid", nullable: false),
                    created_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    updated_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    finished_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    state_json = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_workflow_instances", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "change_comments",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    change_id = table.Column<Guid>(type: "uuid", nullable: false),
                    parent_id = table.Column<Guid>(type: "uuid", nullable: true),
                    activity_id = table.Column<string>(type: "text", nullable: true),
                    package_hash = table.Column<string>(type: "text", nullable: false),
                    text = table.Column<string>(type: "text", nullable: false),
                    user_id = table.Column<Guid>(type: "uuid", nullable: false),
                    printed_name = table.Column<string>(type: "text", nullable: false),
                    recorded_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    row_key_id = table.Column<string>(type: "text", nullable: true),
                    row_mac = table.Column<byte[]>(type: "bytea", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_change_comments", x => x.id);
                    table.ForeignKey(
                        name: "fk_change_comments_change_request_change_id",
                        column: x => x.change_id,
                        principalTable: "change_requests",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "change_evidence",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    change_id = table.Column<Guid>(type: "uuid", nullable: false),
                    package_hash = table.Column<string>(type: "text", nullable: false),
                    kind = table.Column<string>(type: "text", nullable: false),
                    content_hash = table.Column<string>(type: "text", nullable: false),
                    content = table.Column<string>(type: "text", nullable: false),
                    recorded_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    row_key_id = table.Column<string>(type: "text", nullable: true),
                    row_mac = table.Column<byte[]>(type: "bytea", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_change_evidence", x => x.id);
                    table.ForeignKey(
                        name: "fk_change_evidence_change_request_change_id",
                        column: x => x.change_id,
                        principalTable: "change_requests",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "change_justifications",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    change_id = table.Column<Guid>(type: "uuid", nullable: false),
                    package_hash = table.Column<string>(type: "text", nullable: false),
                    kind = table.Column<string>(type: "text", nullable: false),
                    key = table.Column<string>(type: "text", nullable: false),
                    text = table.Column<string>(type: "text", nullable: false),
                    user_id = table.Column<Guid>(type: "uuid", nullable: false),
                    printed_name = table.Column<string>(type: "text", nullable: false),
                    meaning = table.Column<string>(type: "text", nullable: false),
                    signature_id = table.Column<Guid>(type: "uuid", nullable: false),
                    recorded_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    row_key_id = table.Column<string>(type: "text", nullable: true),
                    row_mac = table.Column<byte[]>(type: "bytea", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_change_justifications", x => x.id);
                    table.ForeignKey(
                        name: "fk_change_justifications_change_request_change_id",
                        column: x => x.change_id,
                        principalTable: "change_requests",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "change_steps",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    change_id = table.Column<Guid>(type: "uuid", nullable: false),
                    ordinal = table.Column<int>(type: "integer", nullable: false),
                    kind = table.Column<string>(type: "text", nullable: false),
                    user_id = table.Column<Guid>(type: "uuid", nullable: false),
                    printed_name = table.Column<string>(type: "text", nullable: false),
                    on_behalf_of_id = table.Column<Guid>(type: "uuid", nullable: true),
                    meaning = table.Column<string>(type: "text", nullable: true),
                    signature_id = table.Column<Guid>(type: "uuid", nullable: true),
                    package_hash = table.Column<string>(type: "text", nullable: false),
                    package_version = table.Column<int>(type: "integer", nullable: false),
                    base_hash = table.Column<string>(type: "text", nullable: true),
                    draft_hash = table.Column<string>(type: "text", nullable: true),
                    plan_hash = table.Column<string>(type: "text", nullable: true),
                    comment = table.Column<string>(type: "text", nullable: false),
                    requirement_ids = table.Column<string>(type: "text", nullable: false),
                    risk = table.Column<string>(type: "text", nullable: true),
                    effective_from_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    recorded_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    row_key_id = table.Column<string>(type: "text", nullable: true),
                    row_mac = table.Column<byte[]>(type: "bytea", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_change_steps", x => x.id);
                    table.ForeignKey(
                        name: "fk_change_steps_change_requests_change_id",
                        column: x => x.change_id,
                        principalTable: "change_requests",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "migration_plans",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    change_id = table.Column<Guid>(type: "uuid", nullable: false),
                    number = table.Column<int>(type: "integer", nullable: false),
                    definition_id = table.Column<string>(type: "text", nullable: false),
                    source_hash = table.Column<string>(type: "text", nullable: false),
                    target_hash = table.Column<string>(type: "text", nullable: false),
                    reverses_id = table.Column<Guid>(type: "uuid", nullable: true),
                    content = table.Column<string>(type: "text", nullable: false),
                    plan_hash = table.Column<string>(type: "text", nullable: false),
                    state = table.Column<string>(type: "text", nullable: false),
                    proposed_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    version = table.Column<long>(type: "bigint", nullable: false),
                    row_key_id = table.Column<string>(type: "text", nullable: true),
                    row_mac = table.Column<byte[]>(type: "bytea", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_migration_plans", x => x.id);
                    table.ForeignKey(
                        name: "fk_migration_plans_change_requests_change_id",
                        column: x => x.change_id,
                        principalTable: "change_requests",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "deferrals",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    donor_id = table.Column<Guid>(type: "uuid", nullable: false),
                    code = table.Column<string>(type: "text", nullable: false),
                    scope = table.Column<string>(type: "text", nullable: false),
                    kind = table.Column<string>(type: "text", nullable: false),
                    cause_on = table.Column<DateOnly>(type: "date", nullable: true),
                    starts_on = table.Column<DateOnly>(type: "date", nullable: false),
                    ends_on = table.Column<DateOnly>(type: "date", nullable: true),
                    end_condition = table.Column<string>(type: "text", nullable: true),
                    source = table.Column<string>(type: "text", nullable: false),
                    is_confidential = table.Column<bool>(type: "boolean", nullable: false),
                    rule_id = table.Column<string>(type: "text", nullable: false),
                    rule_version = table.Column<int>(type: "integer", nullable: false),
                    pack_hash = table.Column<string>(type: "text", nullable: false),
                    visit_id = table.Column<Guid>(type: "uuid", nullable: true),
                    donation_id = table.Column<Guid>(type: "uuid", nullable: true),
                    stamp_operation_id = table.Column<Guid>(type: "uuid", nullable: false),
                    stamp_recorded_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    stamp_site_id = table.Column<Guid>(type: "uuid", nullable: false),
                    stamp_user_id = table.Column<Guid>(type: "uuid", nullable: false),
                    stamp_user_name = table.Column<string>(type: "text", nullable: false),
                    stamp_workstation = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_deferrals", x => x.id);
                    table.CheckConstraint("ck_deferrals_end", "(kind = 'Temporary') = (ends_on IS NOT NULL) AND (kind = 'Indefinite') = (end_condition IS NOT NULL)");
                    table.ForeignKey(
                        name: "fk_deferrals_donor_donor_id",
                        column: x => x.donor_id,
                        principalTable: "donors",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "donations",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    din = table.Column<string>(type: "text", nullable: false),
                    donor_id = table.Column<Guid>(type: "uuid", nullable: false),
                    visit_id = table.Column<Guid>(type: "uuid", nullable: false),
                    site_id = table.Column<Guid>(type: "uuid", nullable: false),
                    type = table.Column<string>(type: "text", nullable: false),
                    purpose = table.Column<string>(type: "text", nullable: false),
                    assigned_by_decision_id = table.Column<Guid>(type: "uuid", nullable: false),
                    status = table.Column<string>(type: "text", nullable: false),
                    version = table.Column<long>(type: "bigint", nullable: false),
                    registered_operation_id = table.Column<Guid>(type: "uuid", nullable: false),
                    registered_recorded_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    registered_site_id = table.Column<Guid>(type: "uuid", nullable: false),
                    registered_user_id = table.Column<Guid>(type: "uuid", nullable: false),
                    registered_user_name = table.Column<string>(type: "text", nullable: false),
                    registered_workstation = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_donations", x => x.id);
                    table.ForeignKey(
                        name: "fk_donations_donor_donor_id",
                        column: x => x.donor_id,
                        principalTable: "donors",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "visits",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    donor_id = table.Column<Guid>(type: "uuid", nullable: false),
                    site_id = table.Column<Guid>(type: "uuid", nullable: false),
                    donation_type = table.Column<string>(type: "text", nullable: false),
                    started_on = table.Column<DateOnly>(type: "date", nullable: false),
                    status = table.Column<string>(type: "text", nullable: false),
                    donation_id = table.Column<Guid>(type: "uuid", nullable: true),
                    version = table.Column<long>(type: "bigint", nullable: false),
                    started_operation_id = table.Column<Guid>(type: "uuid", nullable: false),
                    started_recorded_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    started_site_id = table.Column<Guid>(type: "uuid", nullable: false),
                    started_user_id = table.Column<Guid>(type: "uuid", nullable: false),
                    started_user_name = table.Column<string>(type: "text", nullable: false),
                    started_workstation = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_visits", x => x.id);
                    table.ForeignKey(
                        name: "fk_visits_donors_donor_id",
                        column: x => x.donor_id,
                        principalTable: "donors",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "units",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    donation_id = table.Column<Guid>(type: "uuid", nullable: false),
                    component_class = table.Column<string>(type: "text", nullable: false),
                    volume_ml = table.Column<int>(type: "integer", nullable: false),
                    collected_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    expires_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    expiry_time_zone = table.Column<string>(type: "text", nullable: false),
                    attributes = table.Column<string>(type: "text", nullable: false),
                    status = table.Column<string>(type: "text", nullable: false),
                    site_id = table.Column<Guid>(type: "uuid", nullable: false),
                    storage_code = table.Column<string>(type: "text", nullable: false),
                    released_decision_id = table.Column<Guid>(type: "uuid", nullable: true),
                    issued_decision_id = table.Column<Guid>(type: "uuid", nullable: true),
                    revision = table.Column<int>(type: "integer", nullable: false),
                    destruction_reason = table.Column<string>(type: "text", nullable: true),
                    destruction_signed_by_id = table.Column<Guid>(type: "uuid", nullable: true),
                    destruction_signed_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    destruction_signature_id = table.Column<Guid>(type: "uuid", nullable: true),
                    made_operation_id = table.Column<Guid>(type: "uuid", nullable: false),
                    made_recorded_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    made_site_id = table.Column<Guid>(type: "uuid", nullable: false),
                    made_user_id = table.Column<Guid>(type: "uuid", nullable: false),
                    made_user_name = table.Column<string>(type: "text", nullable: false),
                    made_workstation = table.Column<string>(type: "text", nullable: false),
                    processing_frozen_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    processing_method_code = table.Column<string>(type: "text", nullable: false),
                    processing_produced_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    processing_weight_g = table.Column<int>(type: "integer", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_units", x => x.id);
                    table.CheckConstraint("ck_units_destruction", "destruction_reason IS NULL OR (status NOT IN ('Allocated', 'Issued', 'Transfused') AND destruction_signed_by_id IS NOT NULL)");
                    table.CheckConstraint("ck_units_issued_by_decision", "status NOT IN ('Issued', 'Transfused', 'Returned') OR issued_decision_id IS NOT NULL");
                    table.CheckConstraint("ck_units_released_by_decision", "status NOT IN ('Released', 'Allocated', 'Issued', 'Transfused', 'Returned', 'Shipped', 'Recalled') OR released_decision_id IS NOT NULL");
                    table.CheckConstraint("ck_units_volume", "volume_ml > 0");
                    table.ForeignKey(
                        name: "fk_units_gate_decision_issued_decision_id",
                        column: x => x.issued_decision_id,
                        principalTable: "gate_decisions",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_units_gate_decision_released_decision_id",
                        column: x => x.released_decision_id,
                        principalTable: "gate_decisions",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "integrity_confirmations",
                columns: table => new
                {
                    incident_id = table.Column<Guid>(type: "uuid", nullable: false),
                    signature_id = table.Column<Guid>(type: "uuid", nullable: false),
                    row_key_id = table.Column<string>(type: "text", nullable: true),
                    row_mac = table.Column<byte[]>(type: "bytea", nullable: true),
                    stamp_operation_id = table.Column<Guid>(type: "uuid", nullable: false),
                    stamp_recorded_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    stamp_site_id = table.Column<Guid>(type: "uuid", nullable: false),
                    stamp_user_id = table.Column<Guid>(type: "uuid", nullable: false),
                    stamp_user_name = table.Column<string>(type: "text", nullable: false),
                    stamp_workstation = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_integrity_confirmations", x => x.incident_id);
                    table.ForeignKey(
                        name: "fk_integrity_confirmations_integrity_incident_incident_id",
                        column: x => x.incident_id,
                        principalTable: "integrity_incidents",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "cover_revocations",
                columns: table => new
                {
                    cover_id = table.Column<Guid>(type: "uuid", nullable: false),
                    reason_code = table.Column<string>(type: "text", nullable: false),
                    row_key_id = table.Column<string>(type: "text", nullable: true),
                    row_mac = table.Column<byte[]>(type: "bytea", nullable: true),
                    stamp_operation_id = table.Column<Guid>(type: "uuid", nullable: false),
                    stamp_recorded_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    stamp_site_id = table.Column<Guid>(type: "uuid", nullable: false),
                    stamp_user_id = table.Column<Guid>(type: "uuid", nullable: false),
                    stamp_user_name = table.Column<string>(type: "text", nullable: false),
                    stamp_workstation = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_cover_revocations", x => x.cover_id);
                    table.ForeignKey(
                        name: "fk_cover_revocations_manual_cover_cover_id",
                        column: x => x.cover_id,
                        principalTable: "manual_covers",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "antibody_screens",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    patient_id = table.Column<Guid>(type: "uuid", nullable: false),
                    sample_id = table.Column<Guid>(type: "uuid", nullable: false),
                    is_positive = table.Column<bool>(type: "boolean", nullable: false),
                    stamp_operation_id = table.Column<Guid>(type: "uuid", nullable: false),
                    stamp_recorded_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    stamp_site_id = table.Column<Guid>(type: "uuid", nullable: false),
                    stamp_user_id = table.Column<Guid>(type: "uuid", nullable: false),
                    stamp_user_name = table.Column<string>(type: "text", nullable: false),
                    stamp_workstation = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_antibody_screens", x => x.id);
                    table.ForeignKey(
                        name: "fk_antibody_screens_patient_patient_id",
                        column: x => x.patient_id,
                        principalTable: "patients",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "patient_antibodies",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    patient_id = table.Column<Guid>(type: "uuid", nullable: false),
                    antigen = table.Column<string>(type: "text", nullable: false),
                    is_clinically_significant = table.Column<bool>(type: "boolean", nullable: false),
                    is_historical = table.Column<bool>(type: "boolean", nullable: false),
                    stamp_operation_id = table.Column<Guid>(type: "uuid", nullable: false),
                    stamp_recorded_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    stamp_site_id = table.Column<Guid>(type: "uuid", nullable: false),
                    stamp_user_id = table.Column<Guid>(type: "uuid", nullable: false),
                    stamp_user_name = table.Column<string>(type: "text", nullable: false),
                    stamp_workstation = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_patient_antibodies", x => x.id);
                    table.ForeignKey(
                        name: "fk_patient_antibodies_patient_patient_id",
                        column: x => x.patient_id,
                        principalTable: "patients",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "patient_samples",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    patient_id = table.Column<Guid>(type: "uuid", nullable: false),
                    sample_code = table.Column<string>(type: "text", nullable: false),
                    drawn_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    collector_code = table.Column<string>(type: "text", nullable: false),
                    two_identifiers_agree = table.Column<bool>(type: "boolean", nullable: false),
                    recent_exposure = table.Column<string>(type: "text", nullable: false),
                    stamp_operation_id = table.Column<Guid>(type: "uuid", nullable: false),
                    stamp_recorded_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    stamp_site_id = table.Column<Guid>(type: "uuid", nullable: false),
                    stamp_user_id = table.Column<Guid>(type: "uuid", nullable: false),
                    stamp_user_name = table.Column<string>(type: "text", nullable: false),
                    stamp_workstation = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_patient_samples", x => x.id);
                    table.ForeignKey(
                        name: "fk_patient_samples_patients_patient_id",
                        column: x => x.patient_id,
                        principalTable: "patients",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "patient_typings",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    patient_id = table.Column<Guid>(type: "uuid", nullable: false),
                    sample_id = table.Column<Guid>(type: "uuid", nullable: false),
                    abo = table.Column<string>(type: "text", nullable: false),
                    rh_d = table.Column<string>(type: "text", nullable: false),
                    is_weak_d = table.Column<bool>(type: "boolean", nullable: false),
                    stamp_operation_id = table.Column<Guid>(type: "uuid", nullable: false),
                    stamp_recorded_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    stamp_site_id = table.Column<Guid>(type: "uuid", nullable: false),
                    stamp_user_id = table.Column<Guid>(type: "uuid", nullable: false),
                    stamp_user_name = table.Column<string>(type: "text", nullable: false),
                    stamp_workstation = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_patient_typings", x => x.id);
                    table.ForeignKey(
                        name: "fk_patient_typings_patients_patient_id",
                        column: x => x.patient_id,
                        principalTable: "patients",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "special_needs",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    patient_id = table.Column<Guid>(type: "uuid", nullable: false),
                    code = table.Column<string>(type: "text", nullable: false),
                    from_date = table.Column<DateOnly>(type: "date", nullable: false),
                    until_date = table.Column<DateOnly>(type: "date", nullable: true),
                    stamp_operation_id = table.Column<Guid>(type: "uuid", nullable: false),
                    stamp_recorded_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    stamp_site_id = table.Column<Guid>(type: "uuid", nullable: false),
                    stamp_user_id = table.Column<Guid>(type: "uuid", nullable: false),
                    stamp_user_name = table.Column<string>(type: "text", nullable: false),
                    stamp_workstation = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_special_needs", x => x.id);
                    table.ForeignKey(
                        name: "fk_special_needs_patients_patient_id",
                        column: x => x.patient_id,
                        principalTable: "patients",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "change_replays",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    change_id = table.Column<Guid>(type: "uuid", nullable: true),
                    platform_release_id = table.Column<Guid>(type: "uuid", nullable: true),
                    package_hash = table.Column<string>(type: "text", nullable: true),
                    definition_id = table.Column<string>(type: "text", nullable: false),
                    recorded = table.Column<int>(type: "integer", nullable: false),
                    ended_otherwise = table.Column<int>(type: "integer", nullable: false),
                    total = table.Column<int>(type: "integer", nullable: false),
                    done = table.Column<int>(type: "integer", nullable: false),
                    same = table.Column<int>(type: "integer", nullable: false),
                    after_created_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    after_id = table.Column<Guid>(type: "uuid", nullable: true),
                    build = table.Column<string>(type: "text", nullable: true),
                    started_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    completed_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    version = table.Column<long>(type: "bigint", nullable: false),
                    row_key_id = table.Column<string>(type: "text", nullable: true),
                    row_mac = table.Column<byte[]>(type: "bytea", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_change_replays", x => x.id);
                    table.CheckConstraint("ck_change_replays_of_one", "(change_id IS NULL) <> (platform_release_id IS NULL)");
                    table.ForeignKey(
                        name: "fk_change_replays_change_requests_change_id",
                        column: x => x.change_id,
                        principalTable: "change_requests",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_change_replays_platform_release_platform_release_id",
                        column: x => x.platform_release_id,
                        principalTable: "platform_releases",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "platform_justifications",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    release_id = table.Column<Guid>(type: "uuid", nullable: false),
                    kind = table.Column<string>(type: "text", nullable: false),
                    key = table.Column<string>(type: "text", nullable: false),
                    text = table.Column<string>(type: "text", nullable: false),
                    user_id = table.Column<Guid>(type: "uuid", nullable: false),
                    printed_name = table.Column<string>(type: "text", nullable: false),
                    meaning = table.Column<string>(type: "text", nullable: false),
                    signature_id = table.Column<Guid>(type: "uuid", nullable: false),
                    recorded_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    row_key_id = table.Column<string>(type: "text", nullable: true),
                    row_mac = table.Column<byte[]>(type: "bytea", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_platform_justifications", x => x.id);
                    table.ForeignKey(
                        name: "fk_platform_justifications_platform_release_release_id",
                        column: x => x.release_id,
                        principalTable: "platform_releases",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "test_run_invalidations",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    run_id = table.Column<Guid>(type: "uuid", nullable: false),
                    reason_code = table.Column<string>(type: "text", nullable: false),
                    stamp_operation_id = table.Column<Guid>(type: "uuid", nullable: false),
                    stamp_recorded_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    stamp_site_id = table.Column<Guid>(type: "uuid", nullable: false),
                    stamp_user_id = table.Column<Guid>(type: "uuid", nullable: false),
                    stamp_user_name = table.Column<string>(type: "text", nullable: false),
                    stamp_workstation = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_test_run_invalidations", x => x.id);
                    table.ForeignKey(
                        name: "fk_test_run_invalidations_test_runs_run_id",
                        column: x => x.run_id,
                        principalTable: "test_runs",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "draft_parts",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    draft_id = table.Column<Guid>(type: "uuid", nullable: false),
                    kind = table.Column<string>(type: "text", nullable: false),
                    key = table.Column<string>(type: "text", nullable: false),
                    content = table.Column<string>(type: "text", nullable: true),
                    content_hash = table.Column<string>(type: "text", nullable: true),
                    saved_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    version = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_draft_parts", x => x.id);
                    table.ForeignKey(
                        name: "fk_draft_parts_workflow_drafts_draft_id",
                        column: x => x.draft_id,
                        principalTable: "workflow_drafts",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "draft_scenarios",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    draft_id = table.Column<Guid>(type: "uuid", nullable: false),
                    name = table.Column<string>(type: "text", nullable: false),
                    content = table.Column<string>(type: "text", nullable: false),
                    content_hash = table.Column<string>(type: "text", nullable: false),
                    saved_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    version = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_draft_scenarios", x => x.id);
                    table.ForeignKey(
                        name: "fk_draft_scenarios_workflow_drafts_draft_id",
                        column: x => x.draft_id,
                        principalTable: "workflow_drafts",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "instance_migrations",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    plan_id = table.Column<Guid>(type: "uuid", nullable: false),
                    instance_id = table.Column<Guid>(type: "uuid", nullable: false),
                    is_migrated = table.Column<bool>(type: "boolean", nullable: false),
                    reasons = table.Column<string>(type: "text", nullable: false),
                    source_hash = table.Column<string>(type: "text", nullable: false),
                    target_hash = table.Column<string>(type: "text", nullable: false),
                    row_version = table.Column<long>(type: "bigint", nullable: false),
                    state_before = table.Column<string>(type: "text", nullable: true),
                    user_id = table.Column<Guid>(type: "uuid", nullable: false),
                    printed_name = table.Column<string>(type: "text", nullable: false),
                    recorded_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    row_key_id = table.Column<string>(type: "text", nullable: true),
                    row_mac = table.Column<byte[]>(type: "bytea", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_instance_migrations", x => x.id);
                    table.ForeignKey(
                        name: "fk_instance_migrations_migration_plan_plan_id",
                        column: x => x.plan_id,
                        principalTable: "migration_plans",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "deferral_closures",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    deferral_id = table.Column<Guid>(type: "uuid", nullable: false),
                    manner = table.Column<string>(type: "text", nullable: false),
                    effective_on = table.Column<DateOnly>(type: "date", nullable: false),
                    reason_code = table.Column<string>(type: "text", nullable: false),
                    superseded_by_id = table.Column<Guid>(type: "uuid", nullable: true),
                    signature_id = table.Column<Guid>(type: "uuid", nullable: false),
                    stamp_operation_id = table.Column<Guid>(type: "uuid", nullable: false),
                    stamp_recorded_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    stamp_site_id = table.Column<Guid>(type: "uuid", nullable: false),
                    stamp_user_id = table.Column<Guid>(type: "uuid", nullable: false),
                    stamp_user_name = table.Column<string>(type: "text", nullable: false),
                    stamp_workstation = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_deferral_closures", x => x.id);
                    table.ForeignKey(
                        name: "fk_deferral_closures_deferral_deferral_id",
                        column: x => x.deferral_id,
                        principalTable: "deferrals",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "collection_records",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    donation_id = table.Column<Guid>(type: "uuid", nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false),
                    outcome = table.Column<string>(type: "text", nullable: false),
                    stopped_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    volume_ml = table.Column<int>(type: "integer", nullable: false),
                    second_stick = table.Column<bool>(type: "boolean", nullable: false),
                    reaction_kind = table.Column<string>(type: "text", nullable: true),
                    reaction_grade = table.Column<int>(type: "integer", nullable: true),
                    failure_code = table.Column<string>(type: "text", nullable: true),
                    red_cell_loss_ml = table.Column<int>(type: "integer", nullable: false),
                    plasma_loss_ml = table.Column<int>(type: "integer", nullable: false),
                    stamp_operation_id = table.Column<Guid>(type: "uuid", nullable: false),
                    stamp_recorded_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    stamp_site_id = table.Column<Guid>(type: "uuid", nullable: false),
                    stamp_user_id = table.Column<Guid>(type: "uuid", nullable: false),
                    stamp_user_name = table.Column<string>(type: "text", nullable: false),
                    stamp_workstation = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_collection_records", x => x.id);
                    table.CheckConstraint("ck_collection_records_volume", "volume_ml >= 0");
                    table.ForeignKey(
                        name: "fk_collection_records_donation_donation_id",
                        column: x => x.donation_id,
                        principalTable: "donations",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "collection_starts",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    donation_id = table.Column<Guid>(type: "uuid", nullable: false),
                    started_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    bag_lot_id = table.Column<Guid>(type: "uuid", nullable: false),
                    scale_id = table.Column<Guid>(type: "uuid", nullable: false),
                    arm = table.Column<string>(type: "text", nullable: false),
                    decision_id = table.Column<Guid>(type: "uuid", nullable: false),
                    stamp_operation_id = table.Column<Guid>(type: "uuid", nullable: false),
                    stamp_recorded_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    stamp_site_id = table.Column<Guid>(type: "uuid", nullable: false),
                    stamp_user_id = table.Column<Guid>(type: "uuid", nullable: false),
                    stamp_user_name = table.Column<string>(type: "text", nullable: false),
                    stamp_workstation = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_collection_starts", x => x.id);
                    table.ForeignKey(
                        name: "fk_collection_starts_donation_donation_id",
                        column: x => x.donation_id,
                        principalTable: "donations",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "discrepancy_findings",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    donation_id = table.Column<Guid>(type: "uuid", nullable: false),
                    cause_code = table.Column<string>(type: "text", nullable: false),
                    abo = table.Column<string>(type: "text", nullable: true),
                    rh_d = table.Column<string>(type: "text", nullable: true),
                    evidence_ids = table.Column<string>(type: "text", nullable: false),
                    set_aside_ids = table.Column<string>(type: "text", nullable: false),
                    stamp_operation_id = table.Column<Guid>(type: "uuid", nullable: false),
                    stamp_recorded_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    stamp_site_id = table.Column<Guid>(type: "uuid", nullable: false),
                    stamp_user_id = table.Column<Guid>(type: "uuid", nullable: false),
                    stamp_user_name = table.Column<string>(type: "text", nullable: false),
                    stamp_workstation = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_discrepancy_findings", x => x.id);
                    table.ForeignKey(
                        name: "fk_discrepancy_findings_donations_donation_id",
                        column: x => x.donation_id,
                        principalTable: "donations",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "label_scans",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    donation_id = table.Column<Guid>(type: "uuid", nullable: false),
                    target = table.Column<string>(type: "text", nullable: false),
                    scanned_din = table.Column<string>(type: "text", nullable: false),
                    order = table.Column<int>(type: "integer", nullable: false),
                    stamp_operation_id = table.Column<Guid>(type: "uuid", nullable: false),
                    stamp_recorded_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    stamp_site_id = table.Column<Guid>(type: "uuid", nullable: false),
                    stamp_user_id = table.Column<Guid>(type: "uuid", nullable: false),
                    stamp_user_name = table.Column<string>(type: "text", nullable: false),
                    stamp_workstation = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_label_scans", x => x.id);
                    table.ForeignKey(
                        name: "fk_label_scans_donations_donation_id",
                        column: x => x.donation_id,
                        principalTable: "donations",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "samples",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    donation_id = table.Column<Guid>(type: "uuid", nullable: false),
                    kind = table.Column<string>(type: "text", nullable: false),
                    scanned_din = table.Column<string>(type: "text", nullable: false),
                    taken_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    sent_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    sent_by_user_id = table.Column<Guid>(type: "uuid", nullable: true),
                    received_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    received_by_user_id = table.Column<Guid>(type: "uuid", nullable: true),
                    stamp_operation_id = table.Column<Guid>(type: "uuid", nullable: false),
                    stamp_recorded_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    stamp_site_id = table.Column<Guid>(type: "uuid", nullable: false),
                    stamp_user_id = table.Column<Guid>(type: "uuid", nullable: false),
                    stamp_user_name = table.Column<string>(type: "text", nullable: false),
                    stamp_workstation = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_samples", x => x.id);
                    table.ForeignKey(
                        name: "fk_samples_donations_donation_id",
                        column: x => x.donation_id,
                        principalTable: "donations",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "test_orders",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    donation_id = table.Column<Guid>(type: "uuid", nullable: false),
                    test_codes = table.Column<string>(type: "text", nullable: false),
                    pack_hash = table.Column<string>(type: "text", nullable: false),
                    reason_code = table.Column<string>(type: "text", nullable: false),
                    stamp_operation_id = table.Column<Guid>(type: "uuid", nullable: false),
                    stamp_recorded_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    stamp_site_id = table.Column<Guid>(type: "uuid", nullable: false),
                    stamp_user_id = table.Column<Guid>(type: "uuid", nullable: false),
                    stamp_user_name = table.Column<string>(type: "text", nullable: false),
                    stamp_workstation = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_test_orders", x => x.id);
                    table.ForeignKey(
                        name: "fk_test_orders_donations_donation_id",
                        column: x => x.donation_id,
                        principalTable: "donations",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "answer_reviews",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    visit_id = table.Column<Guid>(type: "uuid", nullable: false),
                    answer_set_id = table.Column<Guid>(type: "uuid", nullable: false),
                    reviewed_on = table.Column<DateOnly>(type: "date", nullable: false),
                    signature_id = table.Column<Guid>(type: "uuid", nullable: false),
                    stamp_operation_id = table.Column<Guid>(type: "uuid", nullable: false),
                    stamp_recorded_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    stamp_site_id = table.Column<Guid>(type: "uuid", nullable: false),
                    stamp_user_id = table.Column<Guid>(type: "uuid", nullable: false),
                    stamp_user_name = table.Column<string>(type: "text", nullable: false),
                    stamp_workstation = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_answer_reviews", x => x.id);
                    table.ForeignKey(
                        name: "fk_answer_reviews_visit_visit_id",
                        column: x => x.visit_id,
                        principalTable: "visits",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "answer_sets",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    visit_id = table.Column<Guid>(type: "uuid", nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false),
                    form_key = table.Column<string>(type: "text", nullable: false),
                    form_version = table.Column<int>(type: "integer", nullable: false),
                    pack_hash = table.Column<string>(type: "text", nullable: false),
                    is_complete = table.Column<bool>(type: "boolean", nullable: false),
                    donor_acknowledged = table.Column<bool>(type: "boolean", nullable: false),
                    answered_on = table.Column<DateOnly>(type: "date", nullable: false),
                    stamp_operation_id = table.Column<Guid>(type: "uuid", nullable: false),
                    stamp_recorded_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    stamp_site_id = table.Column<Guid>(type: "uuid", nullable: false),
                    stamp_user_id = table.Column<Guid>(type: "uuid", nullable: false),
                    stamp_user_name = table.Column<string>(type: "text", nullable: false),
                    stamp_workstation = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_answer_sets", x => x.id);
                    table.ForeignKey(
                        name: "fk_answer_sets_visit_visit_id",
                        column: x => x.visit_id,
                        principalTable: "visits",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "consent_withdrawals",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    visit_id = table.Column<Guid>(type: "uuid", nullable: false),
                    reason_code = table.Column<string>(type: "text", nullable: false),
                    stamp_operation_id = table.Column<Guid>(type: "uuid", nullable: false),
                    stamp_recorded_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    stamp_site_id = table.Column<Guid>(type: "uuid", nullable: false),
                    stamp_user_id = table.Column<Guid>(type: "uuid", nullable: false),
                    stamp_user_name = table.Column<string>(type: "text", nullable: false),
                    stamp_workstation = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_consent_withdrawals", x => x.id);
                    table.ForeignKey(
                        name: "fk_consent_withdrawals_visit_visit_id",
                        column: x => x.visit_id,
                        principalTable: "visits",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "consents",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    visit_id = table.Column<Guid>(type: "uuid", nullable: false),
                    text_version = table.Column<string>(type: "text", nullable: false),
                    donor_signed = table.Column<bool>(type: "boolean", nullable: false),
                    stamp_operation_id = table.Column<Guid>(type: "uuid", nullable: false),
                    stamp_recorded_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    stamp_site_id = table.Column<Guid>(type: "uuid", nullable: false),
                    stamp_user_id = table.Column<Guid>(type: "uuid", nullable: false),
                    stamp_user_name = table.Column<string>(type: "text", nullable: false),
                    stamp_workstation = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_consents", x => x.id);
                    table.ForeignKey(
                        name: "fk_consents_visit_visit_id",
                        column: x => x.visit_id,
                        principalTable: "visits",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "examinations",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    visit_id = table.Column<Guid>(type: "uuid", nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false),
                    examined_on = table.Column<DateOnly>(type: "date", nullable: false),
                    stamp_operation_id = table.Column<Guid>(type: "uuid", nullable: false),
                    stamp_recorded_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    stamp_site_id = table.Column<Guid>(type: "uuid", nullable: false),
                    stamp_user_id = table.Column<Guid>(type: "uuid", nullable: false),
                    stamp_user_name = table.Column<string>(type: "text", nullable: false),
                    stamp_workstation = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_examinations", x => x.id);
                    table.ForeignKey(
                        name: "fk_examinations_visit_visit_id",
                        column: x => x.visit_id,
                        principalTable: "visits",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "identity_checks",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    visit_id = table.Column<Guid>(type: "uuid", nullable: false),
                    order = table.Column<int>(type: "integer", nullable: false),
                    stage = table.Column<string>(type: "text", nullable: false),
                    matched = table.Column<string>(type: "text", nullable: false),
                    mismatched = table.Column<string>(type: "text", nullable: false),
                    stamp_operation_id = table.Column<Guid>(type: "uuid", nullable: false),
                    stamp_recorded_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    stamp_site_id = table.Column<Guid>(type: "uuid", nullable: false),
                    stamp_user_id = table.Column<Guid>(type: "uuid", nullable: false),
                    stamp_user_name = table.Column<string>(type: "text", nullable: false),
                    stamp_workstation = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_identity_checks", x => x.id);
                    table.ForeignKey(
                        name: "fk_identity_checks_visit_visit_id",
                        column: x => x.visit_id,
                        principalTable: "visits",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "physician_decisions",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    visit_id = table.Column<Guid>(type: "uuid", nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false),
                    accepts = table.Column<bool>(type: "boolean", nullable: false),
                    codes = table.Column<string>(type: "text", nullable: false),
                    deferred_until_on = table.Column<DateOnly>(type: "date", nullable: true),
                    answer_set_id = table.Column<Guid>(type: "uuid", nullable: true),
                    examination_id = table.Column<Guid>(type: "uuid", nullable: true),
                    signature_id = table.Column<Guid>(type: "uuid", nullable: false),
                    stamp_operation_id = table.Column<Guid>(type: "uuid", nullable: false),
                    stamp_recorded_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    stamp_site_id = table.Column<Guid>(type: "uuid", nullable: false),
                    stamp_user_id = table.Column<Guid>(type: "uuid", nullable: false),
                    stamp_user_name = table.Column<string>(type: "text", nullable: false),
                    stamp_workstation = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_physician_decisions", x => x.id);
                    table.ForeignKey(
                        name: "fk_physician_decisions_visit_visit_id",
                        column: x => x.visit_id,
                        principalTable: "visits",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "self_exclusions",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    visit_id = table.Column<Guid>(type: "uuid", nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false),
                    stamp_operation_id = table.Column<Guid>(type: "uuid", nullable: false),
                    stamp_recorded_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    stamp_site_id = table.Column<Guid>(type: "uuid", nullable: false),
                    stamp_user_id = table.Column<Guid>(type: "uuid", nullable: false),
                    stamp_user_name = table.Column<string>(type: "text", nullable: false),
                    stamp_workstation = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_self_exclusions", x => x.id);
                    table.ForeignKey(
                        name: "fk_self_exclusions_visit_visit_id",
                        column: x => x.visit_id,
                        principalTable: "visits",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "unit_labels",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    din = table.Column<string>(type: "text", nullable: false),
                    product_code = table.Column<string>(type: "text", nullable: false),
                    from_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    to_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    unit_id = table.Column<Guid>(type: "uuid", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_unit_labels", x => x.id);
                    table.ForeignKey(
                        name: "fk_unit_labels_unit_unit_id",
                        column: x => x.unit_id,
                        principalTable: "units",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "unit_parents",
                columns: table => new
                {
                    unit_id = table.Column<Guid>(type: "uuid", nullable: false),
                    parent_id = table.Column<Guid>(type: "uuid", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_unit_parents", x => new { x.unit_id, x.parent_id });
                    table.ForeignKey(
                        name: "fk_unit_parents_units_unit_id",
                        column: x => x.unit_id,
                        principalTable: "units",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "change_replay_cases",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    replay_id = table.Column<Guid>(type: "uuid", nullable: false),
                    ordinal = table.Column<int>(type: "integer", nullable: false),
                    instance_id = table.Column<Guid>(type: "uuid", nullable: false),
                    case_started_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    @class = table.Column<string>(name: "class", type: "text", nullable: false),
                    before = table.Column<string>(type: "text", nullable: true),
                    after = table.Column<string>(type: "text", nullable: true),
                    missing = table.Column<string>(type: "text", nullable: true),
                    step_id = table.Column<string>(type: "text", nullable: true),
                    row_key_id = table.Column<string>(type: "text", nullable: true),
                    row_mac = table.Column<byte[]>(type: "bytea", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_change_replay_cases", x => x.id);
                    table.ForeignKey(
                        name: "fk_change_replay_cases_change_replays_replay_id",
                        column: x => x.replay_id,
                        principalTable: "change_replays",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "discrepancy_resolutions",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    finding_id = table.Column<Guid>(type: "uuid", nullable: false),
                    signature_id = table.Column<Guid>(type: "uuid", nullable: false),
                    stamp_operation_id = table.Column<Guid>(type: "uuid", nullable: false),
                    stamp_recorded_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    stamp_site_id = table.Column<Guid>(type: "uuid", nullable: false),
                    stamp_user_id = table.Column<Guid>(type: "uuid", nullable: false),
                    stamp_user_name = table.Column<string>(type: "text", nullable: false),
                    stamp_workstation = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_discrepancy_resolutions", x => x.id);
                    table.ForeignKey(
                        name: "fk_discrepancy_resolutions_discrepancy_findings_finding_id",
                        column: x => x.finding_id,
                        principalTable: "discrepancy_findings",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "test_results",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    donation_id = table.Column<Guid>(type: "uuid", nullable: false),
                    sample_id = table.Column<Guid>(type: "uuid", nullable: false),
                    run_id = table.Column<Guid>(type: "uuid", nullable: false),
                    test_code = table.Column<string>(type: "text", nullable: false),
                    role = table.Column<string>(type: "text", nullable: false),
                    entry = table.Column<string>(type: "text", nullable: false),
                    interpretation = table.Column<string>(type: "text", nullable: true),
                    raw = table.Column<string>(type: "text", nullable: true),
                    reaction_text = table.Column<string>(type: "text", nullable: true),
                    tested_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    signature_id = table.Column<Guid>(type: "uuid", nullable: true),
                    stamp_operation_id = table.Column<Guid>(type: "uuid", nullable: false),
                    stamp_recorded_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    stamp_site_id = table.Column<Guid>(type: "uuid", nullable: false),
                    stamp_user_id = table.Column<Guid>(type: "uuid", nullable: false),
                    stamp_user_name = table.Column<string>(type: "text", nullable: false),
                    stamp_workstation = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_test_results", x => x.id);
                    table.ForeignKey(
                        name: "fk_test_results_donations_donation_id",
                        column: x => x.donation_id,
                        principalTable: "donations",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_test_results_samples_sample_id",
                        column: x => x.sample_id,
                        principalTable: "samples",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_test_results_test_run_run_id",
                        column: x => x.run_id,
                        principalTable: "test_runs",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.InsertData(
                table: "commit_counter",
                columns: new[] { "id", "value" },
                values: new object[] { 1, 0L });

            migrationBuilder.CreateIndex(
                name: "ix_accounts_user_name",
                table: "accounts",
                column: "user_name",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_allocations_order_id",
                table: "allocations",
                column: "order_id");

            migrationBuilder.CreateIndex(
                name: "ix_allocations_unit_id",
                table: "allocations",
                column: "unit_id",
                unique: true,
                filter: "closed_at IS NULL");

            migrationBuilder.CreateIndex(
                name: "ix_answer_reviews_visit_id",
                table: "answer_reviews",
                column: "visit_id");

            migrationBuilder.CreateIndex(
                name: "ix_answer_sets_visit_id_version",
                table: "answer_sets",
                columns: new[] { "visit_id", "version" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_antibody_screens_patient_id",
                table: "antibody_screens",
                column: "patient_id");

            migrationBuilder.CreateIndex(
                name: "ix_archived_journals_archive_id",
                table: "archived_journals",
                column: "archive_id");

            migrationBuilder.CreateIndex(
                name: "ix_audit_marks_seal",
                table: "audit_marks",
                column: "seal");

            migrationBuilder.CreateIndex(
                name: "ix_audit_rows_instance_id_recorded_at",
                table: "audit_rows",
                columns: new[] { "instance_id", "recorded_at" },
                filter: "instance_id IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "ix_audit_rows_operation_id",
                table: "audit_rows",
                column: "operation_id");

            migrationBuilder.CreateIndex(
                name: "ix_audit_rows_recorded_at",
                table: "audit_rows",
                column: "recorded_at",
                filter: "reason IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "ix_audit_rows_recorded_at_id",
                table: "audit_rows",
                columns: new[] { "recorded_at", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_audit_rows_recorded_at1",
                table: "audit_rows",
                column: "recorded_at",
                filter: "signature_id IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "ix_audit_rows_subject_id_recorded_at",
                table: "audit_rows",
                columns: new[] { "subject_id", "recorded_at" });

            migrationBuilder.CreateIndex(
                name: "ix_audit_rows_subject_id_transaction_number",
                table: "audit_rows",
                columns: new[] { "subject_id", "transaction_number" },
                filter: "what = 'row.written'");

            migrationBuilder.CreateIndex(
                name: "ix_audit_rows_transaction_number",
                table: "audit_rows",
                column: "transaction_number");

            migrationBuilder.CreateIndex(
                name: "ix_audit_rows_user_name_recorded_at",
                table: "audit_rows",
                columns: new[] { "user_name", "recorded_at" });

            migrationBuilder.CreateIndex(
                name: "ix_audit_rows_what_recorded_at",
                table: "audit_rows",
                columns: new[] { "what", "recorded_at" });

            migrationBuilder.CreateIndex(
                name: "ix_audit_rows_workstation_recorded_at",
                table: "audit_rows",
                columns: new[] { "workstation", "recorded_at" });

            migrationBuilder.CreateIndex(
                name: "ix_bookmarks_hash_name",
                table: "bookmarks",
                columns: new[] { "hash", "name" });

            migrationBuilder.CreateIndex(
                name: "ix_bookmarks_instance_id",
                table: "bookmarks",
                column: "instance_id");

            migrationBuilder.CreateIndex(
                name: "ix_change_comments_change_id",
                table: "change_comments",
                column: "change_id");

            migrationBuilder.CreateIndex(
                name: "ix_change_evidence_change_id_package_hash_kind",
                table: "change_evidence",
                columns: new[] { "change_id", "package_hash", "kind" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_change_justifications_change_id",
                table: "change_justifications",
                column: "change_id");

            migrationBuilder.CreateIndex(
                name: "ix_change_justifications_package_hash_kind_key",
                table: "change_justifications",
                columns: new[] { "package_hash", "kind", "key" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_change_replay_cases_replay_id_class_ordinal",
                table: "change_replay_cases",
                columns: new[] { "replay_id", "class", "ordinal" });

            migrationBuilder.CreateIndex(
                name: "ix_change_replay_cases_replay_id_ordinal",
                table: "change_replay_cases",
                columns: new[] { "replay_id", "ordinal" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_change_replays_change_id",
                table: "change_replays",
                column: "change_id");

            migrationBuilder.CreateIndex(
                name: "ix_change_replays_completed_at",
                table: "change_replays",
                column: "completed_at");

            migrationBuilder.CreateIndex(
                name: "ix_change_replays_package_hash",
                table: "change_replays",
                column: "package_hash",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_change_replays_platform_release_id_definition_id",
                table: "change_replays",
                columns: new[] { "platform_release_id", "definition_id" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_change_requests_definition_id",
                table: "change_requests",
                column: "definition_id");

            migrationBuilder.CreateIndex(
                name: "ix_change_requests_number",
                table: "change_requests",
                column: "number",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_change_requests_state_opened_at",
                table: "change_requests",
                columns: new[] { "state", "opened_at" });

            migrationBuilder.CreateIndex(
                name: "ix_change_steps_change_id_ordinal",
                table: "change_steps",
                columns: new[] { "change_id", "ordinal" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_change_steps_package_hash",
                table: "change_steps",
                column: "package_hash");

            migrationBuilder.CreateIndex(
                name: "ix_collection_records_donation_id_version",
                table: "collection_records",
                columns: new[] { "donation_id", "version" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_collection_starts_bag_lot_id",
                table: "collection_starts",
                column: "bag_lot_id");

            migrationBuilder.CreateIndex(
                name: "ix_collection_starts_decision_id",
                table: "collection_starts",
                column: "decision_id",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_collection_starts_donation_id",
                table: "collection_starts",
                column: "donation_id",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_consent_withdrawals_visit_id",
                table: "consent_withdrawals",
                column: "visit_id");

            migrationBuilder.CreateIndex(
                name: "ix_consents_visit_id",
                table: "consents",
                column: "visit_id");

            migrationBuilder.CreateIndex(
                name: "ix_crossmatches_unit_id_patient_id",
                table: "crossmatches",
                columns: new[] { "unit_id", "patient_id" });

            migrationBuilder.CreateIndex(
                name: "ix_deferral_closures_deferral_id",
                table: "deferral_closures",
                column: "deferral_id",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_deferral_notices_deferral_id",
                table: "deferral_notices",
                column: "deferral_id",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_deferral_notices_sent_at_due_on",
                table: "deferral_notices",
                columns: new[] { "sent_at", "due_on" });

            migrationBuilder.CreateIndex(
                name: "ix_deferrals_donor_id",
                table: "deferrals",
                column: "donor_id");

            migrationBuilder.CreateIndex(
                name: "ix_discrepancy_findings_donation_id",
                table: "discrepancy_findings",
                column: "donation_id");

            migrationBuilder.CreateIndex(
                name: "ix_discrepancy_resolutions_finding_id",
                table: "discrepancy_resolutions",
                column: "finding_id",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_donation_suitability_verdict",
                table: "donation_suitability",
                column: "verdict");

            migrationBuilder.CreateIndex(
                name: "ix_donations_assigned_by_decision_id",
                table: "donations",
                column: "assigned_by_decision_id",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_donations_din",
                table: "donations",
                column: "din",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_donations_donor_id",
                table: "donations",
                column: "donor_id");

            migrationBuilder.CreateIndex(
                name: "ix_donations_visit_id",
                table: "donations",
                column: "visit_id",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_donor_merges_alias_id",
                table: "donor_merges",
                column: "alias_id");

            migrationBuilder.CreateIndex(
                name: "ix_donor_merges_survivor_id",
                table: "donor_merges",
                column: "survivor_id");

            migrationBuilder.CreateIndex(
                name: "ix_donors_donor_number",
                table: "donors",
                column: "donor_number",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_donors_merged_into",
                table: "donors",
                column: "merged_into");

            migrationBuilder.CreateIndex(
                name: "ix_draft_parts_draft_id_kind_key",
                table: "draft_parts",
                columns: new[] { "draft_id", "kind", "key" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_draft_scenarios_draft_id_name",
                table: "draft_scenarios",
                columns: new[] { "draft_id", "name" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_equipment_site_id_code",
                table: "equipment",
                columns: new[] { "site_id", "code" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_examinations_visit_id_version",
                table: "examinations",
                columns: new[] { "visit_id", "version" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_fates_unit_id",
                table: "fates",
                column: "unit_id",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_gate_decisions_subject_kind_subject_id",
                table: "gate_decisions",
                columns: new[] { "subject_kind", "subject_id" });

            migrationBuilder.CreateIndex(
                name: "ix_holds_scope_id_scope",
                table: "holds",
                columns: new[] { "scope_id", "scope" });

            migrationBuilder.CreateIndex(
                name: "ix_identity_checks_visit_id_order",
                table: "identity_checks",
                columns: new[] { "visit_id", "order" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_incidents_instance_id_resolution",
                table: "incidents",
                columns: new[] { "instance_id", "resolution" });

            migrationBuilder.CreateIndex(
                name: "ix_incidents_resolution_id",
                table: "incidents",
                columns: new[] { "resolution", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_instance_migrations_instance_id",
                table: "instance_migrations",
                column: "instance_id");

            migrationBuilder.CreateIndex(
                name: "ix_instance_migrations_plan_id_instance_id",
                table: "instance_migrations",
                columns: new[] { "plan_id", "instance_id" },
                unique: true,
                filter: "is_migrated");

            migrationBuilder.CreateIndex(
                name: "ix_instance_migrations_plan_id_instance_id_id",
                table: "instance_migrations",
                columns: new[] { "plan_id", "instance_id", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_integrity_breaks_place",
                table: "integrity_breaks",
                column: "place",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_integrity_reaches_subject_id",
                table: "integrity_reaches",
                column: "subject_id");

            migrationBuilder.CreateIndex(
                name: "ix_journal_instance_id_sequence",
                table: "journal",
                columns: new[] { "instance_id", "sequence" });

            migrationBuilder.CreateIndex(
                name: "ix_label_prints_unit_id_number",
                table: "label_prints",
                columns: new[] { "unit_id", "number" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_label_scans_donation_id_order",
                table: "label_scans",
                columns: new[] { "donation_id", "order" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_label_verifications_unit_id",
                table: "label_verifications",
                column: "unit_id");

            migrationBuilder.CreateIndex(
                name: "ix_label_voids_print_id",
                table: "label_voids",
                column: "print_id",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_label_voids_unit_id",
                table: "label_voids",
                column: "unit_id");

            migrationBuilder.CreateIndex(
                name: "ix_lots_kind_number",
                table: "lots",
                columns: new[] { "kind", "number" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_manual_covers_site_id_valid_until",
                table: "manual_covers",
                columns: new[] { "site_id", "valid_until" });

            migrationBuilder.CreateIndex(
                name: "ix_migration_plans_change_id_number",
                table: "migration_plans",
                columns: new[] { "change_id", "number" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_migration_plans_plan_hash",
                table: "migration_plans",
                column: "plan_hash",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_orders_order_number",
                table: "orders",
                column: "order_number",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_orders_patient_id",
                table: "orders",
                column: "patient_id");

            migrationBuilder.CreateIndex(
                name: "ix_orders_site_id_state_needed_by_at",
                table: "orders",
                columns: new[] { "site_id", "state", "needed_by_at" });

            migrationBuilder.CreateIndex(
                name: "ix_outbox_subject_kind_subject_id_sequence",
                table: "outbox",
                columns: new[] { "subject_kind", "subject_id", "sequence" });

            migrationBuilder.CreateIndex(
                name: "ix_package_triggers_hash_name",
                table: "package_triggers",
                columns: new[] { "hash", "name" });

            migrationBuilder.CreateIndex(
                name: "ix_packages_kind_definition_id_definition_version",
                table: "packages",
                columns: new[] { "kind", "definition_id", "definition_version" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_packages_package_hash",
                table: "packages",
                column: "package_hash",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_patient_antibodies_patient_id",
                table: "patient_antibodies",
                column: "patient_id");

            migrationBuilder.CreateIndex(
                name: "ix_patient_samples_patient_id",
                table: "patient_samples",
                column: "patient_id");

            migrationBuilder.CreateIndex(
                name: "ix_patient_typings_patient_id",
                table: "patient_typings",
                column: "patient_id");

            migrationBuilder.CreateIndex(
                name: "ix_patients_patient_number",
                table: "patients",
                column: "patient_number",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_person_tokens_person_kind_person_id",
                table: "person_tokens",
                columns: new[] { "person_kind", "person_id" });

            migrationBuilder.CreateIndex(
                name: "ix_personal_records_person_kind_person_id_kind_record_id_recor",
                table: "personal_records",
                columns: new[] { "person_kind", "person_id", "kind", "record_id", "record_version" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_physician_decisions_visit_id_version",
                table: "physician_decisions",
                columns: new[] { "visit_id", "version" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_platform_justifications_release_id_kind_key",
                table: "platform_justifications",
                columns: new[] { "release_id", "kind", "key" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_platform_releases_release_hash",
                table: "platform_releases",
                column: "release_hash",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_received_submissions_incident_id",
                table: "received_submissions",
                column: "incident_id");

            migrationBuilder.CreateIndex(
                name: "ix_received_submissions_status_received_at",
                table: "received_submissions",
                columns: new[] { "status", "received_at" });

            migrationBuilder.CreateIndex(
                name: "ix_samples_donation_id",
                table: "samples",
                column: "donation_id");

            migrationBuilder.CreateIndex(
                name: "ix_self_exclusions_visit_id_version",
                table: "self_exclusions",
                columns: new[] { "visit_id", "version" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_signatures_subject",
                table: "signatures",
                column: "subject");

            migrationBuilder.CreateIndex(
                name: "ix_sites_code",
                table: "sites",
                column: "code",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_sites_facility_number",
                table: "sites",
                column: "facility_number",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_special_needs_patient_id",
                table: "special_needs",
                column: "patient_id");

            migrationBuilder.CreateIndex(
                name: "ix_stimuli_is_kept_id",
                table: "stimuli",
                columns: new[] { "is_kept", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_stimuli_name_correlation_id",
                table: "stimuli",
                columns: new[] { "name", "correlation_id" },
                filter: "is_kept");

            migrationBuilder.CreateIndex(
                name: "ix_tasks_escalation_at",
                table: "tasks",
                column: "escalation_at",
                filter: "escalation_at IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "ix_tasks_instance_id_bookmark_id",
                table: "tasks",
                columns: new[] { "instance_id", "bookmark_id" });

            migrationBuilder.CreateIndex(
                name: "ix_tasks_site_id_state_priority_due_at",
                table: "tasks",
                columns: new[] { "site_id", "state", "priority", "due_at" });

            migrationBuilder.CreateIndex(
                name: "ix_tasks_subject_kind_subject_id",
                table: "tasks",
                columns: new[] { "subject_kind", "subject_id" });

            migrationBuilder.CreateIndex(
                name: "ix_test_orders_donation_id",
                table: "test_orders",
                column: "donation_id");

            migrationBuilder.CreateIndex(
                name: "ix_test_results_donation_id",
                table: "test_results",
                column: "donation_id");

            migrationBuilder.CreateIndex(
                name: "ix_test_results_run_id_sample_id_test_code_role_entry",
                table: "test_results",
                columns: new[] { "run_id", "sample_id", "test_code", "role", "entry" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_test_results_sample_id",
                table: "test_results",
                column: "sample_id");

            migrationBuilder.CreateIndex(
                name: "ix_test_run_invalidations_run_id",
                table: "test_run_invalidations",
                column: "run_id",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_test_runs_site_id_number",
                table: "test_runs",
                columns: new[] { "site_id", "number" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_timers_due_at",
                table: "timers",
                column: "due_at");

            migrationBuilder.CreateIndex(
                name: "ix_training_acknowledgements_need_id_account_id",
                table: "training_acknowledgements",
                columns: new[] { "need_id", "account_id" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_training_gates_permission",
                table: "training_gates",
                column: "permission",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_training_needs_change_id",
                table: "training_needs",
                column: "change_id");

            migrationBuilder.CreateIndex(
                name: "ix_training_needs_package_hash",
                table: "training_needs",
                column: "package_hash");

            migrationBuilder.CreateIndex(
                name: "ix_training_records_account_id_permission",
                table: "training_records",
                columns: new[] { "account_id", "permission" });

            migrationBuilder.CreateIndex(
                name: "ix_training_records_ends_record_id",
                table: "training_records",
                column: "ends_record_id",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_unit_issues_allocation_id",
                table: "unit_issues",
                column: "allocation_id",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_unit_issues_order_id",
                table: "unit_issues",
                column: "order_id");

            migrationBuilder.CreateIndex(
                name: "ix_unit_issues_patient_id",
                table: "unit_issues",
                column: "patient_id");

            migrationBuilder.CreateIndex(
                name: "ix_unit_issues_unit_id_number",
                table: "unit_issues",
                columns: new[] { "unit_id", "number" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_unit_labels_din_product_code",
                table: "unit_labels",
                columns: new[] { "din", "product_code" },
                unique: true,
                filter: "to_at IS NULL");

            migrationBuilder.CreateIndex(
                name: "ix_unit_labels_unit_id",
                table: "unit_labels",
                column: "unit_id");

            migrationBuilder.CreateIndex(
                name: "ix_unit_moves_unit_id",
                table: "unit_moves",
                column: "unit_id");

            migrationBuilder.CreateIndex(
                name: "ix_unit_parents_parent_id",
                table: "unit_parents",
                column: "parent_id");

            migrationBuilder.CreateIndex(
                name: "ix_unit_returns_issue_id",
                table: "unit_returns",
                column: "issue_id",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_unit_returns_unit_id",
                table: "unit_returns",
                column: "unit_id");

            migrationBuilder.CreateIndex(
                name: "ix_units_donation_id",
                table: "units",
                column: "donation_id");

            migrationBuilder.CreateIndex(
                name: "ix_units_issued_decision_id",
                table: "units",
                column: "issued_decision_id",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_units_released_decision_id",
                table: "units",
                column: "released_decision_id",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_units_site_id_status_component_class_expires_at",
                table: "units",
                columns: new[] { "site_id", "status", "component_class", "expires_at" });

            migrationBuilder.CreateIndex(
                name: "ix_vendor_versions_definition_id_number",
                table: "vendor_versions",
                columns: new[] { "definition_id", "number" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_vendor_versions_package_hash",
                table: "vendor_versions",
                column: "package_hash",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_visits_donation_id",
                table: "visits",
                column: "donation_id",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_visits_donor_id",
                table: "visits",
                column: "donor_id");

            migrationBuilder.CreateIndex(
                name: "ix_visits_site_id_started_on",
                table: "visits",
                columns: new[] { "site_id", "started_on" });

            migrationBuilder.CreateIndex(
                name: "ix_workflow_drafts_definition_id_author_id",
                table: "workflow_drafts",
                columns: new[] { "definition_id", "author_id" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_workflow_instances_correlation_id",
                table: "workflow_instances",
                column: "correlation_id");

            migrationBuilder.CreateIndex(
                name: "ix_workflow_instances_definition_id_created_at",
                table: "workflow_instances",
                columns: new[] { "definition_id", "created_at" });

            migrationBuilder.CreateIndex(
                name: "ix_workflow_instances_package_hash_id",
                table: "workflow_instances",
                columns: new[] { "package_hash", "id" },
                filter: "status = 'Running'");

            migrationBuilder.CreateIndex(
                name: "ix_workflow_instances_parent_instance_id",
                table: "workflow_instances",
                column: "parent_instance_id");

            migrationBuilder.CreateIndex(
                name: "ix_workflow_instances_site_id_status_updated_at",
                table: "workflow_instances",
                columns: new[] { "site_id", "status", "updated_at" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "accounts");

            migrationBuilder.DropTable(
                name: "allocations");

            migrationBuilder.DropTable(
                name: "answer_reviews");

            migrationBuilder.DropTable(
                name: "answer_sets");

            migrationBuilder.DropTable(
                name: "antibody_screens");

            migrationBuilder.DropTable(
                name: "archived_journals");

            migrationBuilder.DropTable(
                name: "audit_checkpoints");

            migrationBuilder.DropTable(
                name: "audit_marks");

            migrationBuilder.DropTable(
                name: "audit_rows");

            migrationBuilder.DropTable(
                name: "bookmarks");

            migrationBuilder.DropTable(
                name: "change_comments");

            migrationBuilder.DropTable(
                name: "change_evidence");

            migrationBuilder.DropTable(
                name: "change_justifications");

            migrationBuilder.DropTable(
                name: "change_replay_cases");

            migrationBuilder.DropTable(
                name: "change_steps");

            migrationBuilder.DropTable(
                name: "collection_records");

            migrationBuilder.DropTable(
                name: "collection_starts");

            migrationBuilder.DropTable(
                name: "commit_counter");

            migrationBuilder.DropTable(
                name: "consent_withdrawals");

            migrationBuilder.DropTable(
                name: "consents");

            migrationBuilder.DropTable(
                name: "cover_revocations");

            migrationBuilder.DropTable(
                name: "crossmatches");

            migrationBuilder.DropTable(
                name: "deferral_closures");

            migrationBuilder.DropTable(
                name: "deferral_notices");

            migrationBuilder.DropTable(
                name: "discrepancy_resolutions");

            migrationBuilder.DropTable(
                name: "donation_suitability");

            migrationBuilder.DropTable(
                name: "donor_merges");

            migrationBuilder.DropTable(
                name: "draft_parts");

            migrationBuilder.DropTable(
                name: "draft_scenarios");

            migrationBuilder.DropTable(
                name: "emergency_signatures");

            migrationBuilder.DropTable(
                name: "equipment");

            migrationBuilder.DropTable(
                name: "examinations");

            migrationBuilder.DropTable(
                name: "fates");

            migrationBuilder.DropTable(
                name: "holds");

            migrationBuilder.DropTable(
                name: "identity_checks");

            migrationBuilder.DropTable(
                name: "inbox");

            migrationBuilder.DropTable(
                name: "incidents");

            migrationBuilder.DropTable(
                name: "instance_migrations");

            migrationBuilder.DropTable(
                name: "integrity_breaks");

            migrationBuilder.DropTable(
                name: "integrity_confirmations");

            migrationBuilder.DropTable(
                name: "integrity_reaches");

            migrationBuilder.DropTable(
                name: "journal");

            migrationBuilder.DropTable(
                name: "label_prints");

            migrationBuilder.DropTable(
                name: "label_scans");

            migrationBuilder.DropTable(
                name: "label_verifications");

            migrationBuilder.DropTable(
                name: "label_voids");

            migrationBuilder.DropTable(
                name: "lots");

            migrationBuilder.DropTable(
                name: "operations");

            migrationBuilder.DropTable(
                name: "orders");

            migrationBuilder.DropTable(
                name: "outbox");

            migrationBuilder.DropTable(
                name: "package_triggers");

            migrationBuilder.DropTable(
                name: "packages");

            migrationBuilder.DropTable(
                name: "patient_antibodies");

            migrationBuilder.DropTable(
                name: "patient_samples");

            migrationBuilder.DropTable(
                name: "patient_typings");

            migrationBuilder.DropTable(
                name: "person_keys");

            migrationBuilder.DropTable(
                name: "person_tokens");

            migrationBuilder.DropTable(
                name: "personal_records");

            migrationBuilder.DropTable(
                name: "physician_decisions");

            migrationBuilder.DropTable(
                name: "platform_justifications");

            migrationBuilder.DropTable(
                name: "received_submissions");

            migrationBuilder.DropTable(
                name: "seals");

            migrationBuilder.DropTable(
                name: "self_exclusions");

            migrationBuilder.DropTable(
                name: "serials");

            migrationBuilder.DropTable(
                name: "signatures");

            migrationBuilder.DropTable(
                name: "sites");

            migrationBuilder.DropTable(
                name: "special_needs");

            migrationBuilder.DropTable(
                name: "stimuli");

            migrationBuilder.DropTable(
                name: "subjects");

            migrationBuilder.DropTable(
                name: "task_drafts");

            migrationBuilder.DropTable(
                name: "tasks");

            migrationBuilder.DropTable(
                name: "test_orders");

            migrationBuilder.DropTable(
                name: "test_results");

            migrationBuilder.DropTable(
                name: "test_run_invalidations");

            migrationBuilder.DropTable(
                name: "timers");

            migrationBuilder.DropTable(
                name: "training_acknowledgements");

            migrationBuilder.DropTable(
                name: "training_gates");

            migrationBuilder.DropTable(
                name: "training_needs");

            migrationBuilder.DropTable(
                name: "training_records");

            migrationBuilder.DropTable(
                name: "unit_issues");

            migrationBuilder.DropTable(
                name: "unit_labels");

            migrationBuilder.DropTable(
                name: "unit_moves");

            migrationBuilder.DropTable(
                name: "unit_parents");

            migrationBuilder.DropTable(
                name: "unit_returns");

            migrationBuilder.DropTable(
                name: "vendor_versions");

            migrationBuilder.DropTable(
                name: "workflow_instances");

            migrationBuilder.DropTable(
                name: "change_replays");

            migrationBuilder.DropTable(
                name: "manual_covers");

            migrationBuilder.DropTable(
                name: "deferrals");

            migrationBuilder.DropTable(
                name: "discrepancy_findings");

            migrationBuilder.DropTable(
                name: "workflow_drafts");

            migrationBuilder.DropTable(
                name: "migration_plans");

            migrationBuilder.DropTable(
                name: "integrity_incidents");

            migrationBuilder.DropTable(
                name: "visits");

            migrationBuilder.DropTable(
                name: "patients");

            migrationBuilder.DropTable(
                name: "samples");

            migrationBuilder.DropTable(
                name: "test_runs");

            migrationBuilder.DropTable(
                name: "units");

            migrationBuilder.DropTable(
                name: "platform_releases");

            migrationBuilder.DropTable(
                name: "change_requests");

            migrationBuilder.DropTable(
                name: "donations");

            migrationBuilder.DropTable(
                name: "gate_decisions");

            migrationBuilder.DropTable(
                name: "donors");
        }
    }
}
