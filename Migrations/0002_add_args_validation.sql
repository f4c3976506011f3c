-- A job may refuse arguments by a rule of its own, which args_schema can't say: a JSONata expression over {args}.
ALTER TABLE sync_job ADD COLUMN args_validation TEXT;
