/** Bytes of every kind, each once, and who needs them. */
export const blobs = `
  CREATE TABLE blobs (
    -- SHA-256, hex.
    id TEXT PRIMARY KEY,
    media_type TEXT NOT NULL,
    bytes BLOB NOT NULL
  ) STRICT;

  CREATE TABLE blob_owners (
    blob_id TEXT NOT NULL REFERENCES blobs (id),
    -- What kind of thing the owner is: file, letter, export.
    kind TEXT NOT NULL,
    owner_id TEXT NOT NULL,
    PRIMARY KEY (kind, owner_id, blob_id)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX blob_owners_blob ON blob_owners (blob_id);
`;
