"""What never changes: submitted responses, the trail, and frozen versions."""

from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

SUBMITTED = ("response", "comment", "answer")


def upgrade() -> None:
    op.execute(
        """
        CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            RAISE EXCEPTION 'a row of % is never changed or deleted', TG_TABLE_NAME
                USING ERRCODE = 'restrict_violation';
        END $$
        """
    )
    for table in (*SUBMITTED, "audit_entry"):
        op.execute(
            f"CREATE TRIGGER never_changed BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"
        )
    op.execute(
        """
        CREATE FUNCTION refuse_change_of_frozen() RETURNS trigger LANGUAGE plpgsql AS $$
        DECLARE
            version_frozen boolean;
            checked record;
        BEGIN
            FOR checked IN
                SELECT row_to_json(OLD) AS was WHERE TG_OP <> 'INSERT'
                UNION ALL SELECT row_to_json(NEW) WHERE TG_OP <> 'DELETE'
            LOOP
                IF TG_TABLE_NAME = 'section' THEN
                    SELECT frozen_at IS NOT NULL INTO version_frozen
                    FROM version WHERE id = (checked.was ->> 'version_id')::uuid;
                ELSE
                    SELECT frozen_at IS NOT NULL INTO version_frozen
                    FROM version JOIN section ON section.version_id = version.id
                    WHERE section.id = (checked.was ->> 'section_id')::uuid;
                END IF;
                IF version_frozen THEN
                    RAISE EXCEPTION 'a frozen version is never changed'
                        USING ERRCODE = 'restrict_violation';
                END IF;
            END LOOP;
            RETURN COALESCE(NEW, OLD);
        END $$
        """
    )
    for table in ("section", "block"):
        op.execute(
            f"CREATE TRIGGER frozen_never_changed BEFORE INSERT OR UPDATE OR DELETE ON {table} "
            "FOR EACH ROW EXECUTE FUNCTION refuse_change_of_frozen()"
        )
    op.execute(
        """
        CREATE FUNCTION refuse_thaw() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            IF OLD.frozen_at IS NOT NULL THEN
                RAISE EXCEPTION 'a frozen version is never changed'
                    USING ERRCODE = 'restrict_violation';
            END IF;
            RETURN COALESCE(NEW, OLD);
        END $$
        """
    )
    op.execute(
        "CREATE TRIGGER frozen_never_changed BEFORE UPDATE OR DELETE ON version "
        "FOR EACH ROW EXECUTE FUNCTION refuse_thaw()"
    )


def downgrade() -> None:
    for table in (*SUBMITTED, "audit_entry"):
        op.execute(f"DROP TRIGGER never_changed ON {table}")
    for table in ("section", "block", "version"):
        op.execute(f"DROP TRIGGER frozen_never_changed ON {table}")
    for function in ("refuse_change", "refuse_change_of_frozen", "refuse_thaw"):
        op.execute(f"DROP FUNCTION {function}()")
