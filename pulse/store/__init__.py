"""Keeps everything: posts, people, tags, cells, labels and sealed atoms, in SQLite or PostgreSQL.

    engine = database.connect(settings.database_url)      # refuses a damaged file
    database.upgrade(engine)                              # or check(engine), which says what to do
    with database.writing(engine) as c:                   # one transaction: all of it or nothing
        posts.keep(c, page.posts, "internal", weeks, now)
        traces.keep(c, page.traces, now)
        posts.gone(c, source, page.gone, now)
        traces.quarantine(c, source, page.refused, now)
        cursors.write(c, source, page.cursor)
    with engine.connect() as c:                           # reads never wait for a writer
        frame = gather.posts_frame(c, upto=monday)

Every function takes a connection and leaves beginning and committing to its caller. Instants are in UTC and aware,
weeks are Mondays, people are tokens outside and numbers in frames and bitmaps. A module is loaded by who uses it:
``gather`` and ``sealed`` need pandas, which takes a second and 70 MB.
"""
