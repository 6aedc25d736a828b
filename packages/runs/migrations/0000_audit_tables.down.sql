DROP TABLE "rejected_rows";
DROP TABLE "data_quality_metrics";
DROP TABLE "pipeline_executions";
