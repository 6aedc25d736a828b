DROP TABLE "companies";
