ALTER TABLE "rejected_rows" DROP COLUMN "record_types";
