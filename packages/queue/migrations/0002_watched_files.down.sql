DROP TABLE "public"."wdh_watched_files";
