CREATE TABLE "wildlife_strikes" (
	"strike_id" text PRIMARY KEY NOT NULL,
	"airport_name" text NOT NULL,
	"aircraft_make_model" text NOT NULL,
	"effect_amount_of_damage" text NOT NULL,
	"flight_date" date NOT NULL,
	"aircraft_airline_operator" text NOT NULL,
	"origin_state" text NOT NULL,
	"phase_of_flight" text NOT NULL,
	"wildlife_size" text NOT NULL,
	"wildlife_species" text NOT NULL,
	"time_of_day" text NOT NULL,
	"cost_other" integer NOT NULL,
	"cost_repair" integer NOT NULL,
	"cost_total" integer NOT NULL,
	"speed_ias_in_knots" integer
);
