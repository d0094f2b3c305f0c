TABLES = """
CREATE TABLE IF NOT EXISTS contexts (
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
"""
