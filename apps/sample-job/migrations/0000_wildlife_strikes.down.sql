DROP TABLE "wildlife_strikes";
