CREATE TYPE "public"."asset_class" AS ENUM('equities', 'crypto', 'futures', 'options');--> statement-breakpoint
CREATE TYPE "public"."trade_side" AS ENUM('BUY', 'SELL', 'SELL_SHORT', 'UNKNOWN');--> statement-breakpoint
CREATE TABLE "trades_v2" (
	"message_id" uuid NOT NULL,
	"trade_id" text NOT NULL,
	"symbol" text NOT NULL,
	"exchange" text NOT NULL,
	"asset_class" "asset_class" NOT NULL,
	"timestamp" timestamp(6) with time zone NOT NULL,
	"price" numeric(18, 8) NOT NULL,
	"quantity" numeric(28, 8) NOT NULL,
	"currency" text NOT NULL,
	"side" "trade_side" NOT NULL,
	"trade_conditions" text[] NOT NULL,
	"source_sequence" bigint,
	"platform_sequence" bigint,
	"ingestion_timestamp" timestamp(6) with time zone DEFAULT now() NOT NULL,
	"vendor_data" jsonb,
	CONSTRAINT "trades_v2_exchange_symbol_trade_id_pk" PRIMARY KEY("exchange","symbol","trade_id"),
	CONSTRAINT "trades_v2_price_check" CHECK ("trades_v2"."price" > 0 and "trades_v2"."price" <> 'NaN'),
	CONSTRAINT "trades_v2_quantity_check" CHECK ("trades_v2"."quantity" > 0 and "trades_v2"."quantity" <> 'NaN')
);
--> statement-breakpoint
CREATE INDEX "trades_v2_symbol_timestamp_idx" ON "trades_v2" USING btree ("symbol","timestamp");--> statement-breakpoint
CREATE INDEX "trades_v2_ingestion_timestamp_idx" ON "trades_v2" USING brin ("ingestion_timestamp") WITH (autosummarize=true);