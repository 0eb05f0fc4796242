/** Adds the index the DynamoDB emulator lacks to its SQLite file. Run only while its server is stopped; never touches a row. */

import { existsSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';

export type StreamIndex = 'present' | 'no-database-yet';

/**
 * Without it each write with streams on scans all earlier stream records for the newest sequence number, so that writes
 * slow down with the table's age. A file that the server has not laid out yet is left alone.
 */
export function ensureStreamIndex(databasePath: string): StreamIndex {
  if (!existsSync(databasePath)) return 'no-database-yet';
  const database = new DatabaseSync(databasePath);
  try {
    const table = database.prepare("SELECT name FROM sqlite_master WHERE name = '_stream_records'").get();
    if (table === undefined) return 'no-database-yet';
    database.exec(
      'CREATE INDEX IF NOT EXISTS x_stream_seq ON _stream_records(table_name, CAST(sequence_number AS INTEGER))',
    );
    return 'present';
  } finally {
    database.close();
  }
}
