"""What Alembic runs: the steps, in the one transaction and on the one connection that it was handed."""

from alembic import context

from pulse.store.rows import METADATA


def run() -> None:
    """Walk the steps."""
    context.configure(
        connection=context.config.attributes["connection"],
        target_metadata=METADATA,
        render_as_batch=True,
        transactional_ddl=True,
    )
    with context.begin_transaction():
        context.run_migrations()


if hasattr(context, "config"):  # Only Alembic gives it one; whoever looks for doctests does not.
    run()
