CREATE TABLE "companies" (
	"id" text PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"country" text NOT NULL,
	"industry" text NOT NULL,
	"employees" integer NOT NULL
);
