"""Loads a CSV file as the documents of pandas show: read_csv in pieces, to_sql with COPY."""

import csv
import io
import sys

import pandas
import sqlalchemy


def insert_by_copy(table, connection, keys, rows):
    text = io.StringIO()
    csv.writer(text).writerows(rows)
    text.seek(0)
    columns = ", ".join(f'"{key}"' for key in keys)
    with connection.connection.cursor() as cursor:
        cursor.copy_expert(f"COPY {table.name} ({columns}) FROM STDIN WITH CSV", text)


url, path = sys.argv[1:]
engine = sqlalchemy.create_engine(url.replace("postgres://", "postgresql://"))
with engine.begin() as connection:
    for piece in pandas.read_csv(path, chunksize=100_000):
        piece.to_sql("records", connection, if_exists="append", index=False, method=insert_by_copy)
