/* The SQL that follows from a field table, made once for each type of record. */
#pragma once

#include "domain/ct-record.h"

G_BEGIN_DECLS

/** The four statements of a type, each with the name it is prepared under. */
typedef struct
{
  const char *table; /* interned */
  char *insert_name, *insert;
  char *update_name, *update;
  char *get_name, *get;
  const CtField *patient; /* (nullable): the field that says whose it is */
} CtRecordSql;

const CtRecordSql *ct_record_sql (GType type);

G_END_DECLS
