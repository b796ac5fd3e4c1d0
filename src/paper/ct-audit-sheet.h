/* The audit on paper: what was asked, the answer, the acts; and the head of the record on a page of its own. */
#pragma once

#include "domain/ct-audit-head.h"
#include "domain/ct-audit-words.h"
#include "paper/ct-pages.h"

G_BEGIN_DECLS

/**
 * CtAuditSheetInput:
 * @paper: the paper
 * @clinic_name: whose audit it is
 * @printed_by: who prints it
 * @question: the question with its answer
 * @filter_words: the whole filter
 * @by_person: whether the groups are people; else they are patients
 * @groups: (element-type CtAuditGroup): who, or whose chart, how often
 * @rows: (element-type CtAuditRow): the acts
 * @head: where the audit ended when the acts were read
 * @zone: where the clinic is
 * @created_us: when it is printed, UTC microseconds
 *
 * Everything is borrowed for the time of the call.
 */
typedef struct
{
  CtPaper            paper;
  const char        *clinic_name;
  const char        *printed_by;
  const char        *question;
  const char        *filter_words;
  gboolean           by_person;
  const GPtrArray   *groups;
  const GPtrArray   *rows;
  const CtAuditHead *head;
  GTimeZone         *zone;
  gint64             created_us;
} CtAuditSheetInput;

CtPages *ct_audit_sheet_new (const CtAuditSheetInput *input);

/** CtHeadSheetInput: everything is borrowed for the time of the call. */
typedef struct
{
  CtPaper            paper;
  const char        *clinic_name;
  const char        *printed_by;
  const CtAuditHead *head;
  GTimeZone         *zone;
  gint64             created_us;
} CtHeadSheetInput;

CtPages *ct_head_sheet_new (const CtHeadSheetInput *input);

G_END_DECLS
