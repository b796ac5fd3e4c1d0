-- The audit is asked by patient, user, act, table and time; each way has its index, in the order it is shown.
CREATE INDEX audit_time ON audit (at_us, id);
CREATE INDEX audit_patient_time ON audit (patient_id, at_us, id);
CREATE INDEX audit_user_time ON audit (user_id, at_us, id);
CREATE INDEX audit_act_time ON audit (act, at_us, id);
CREATE INDEX audit_table_time ON audit (table_name, at_us, id);
