DROP TABLE "trades_v2";
DROP TYPE "trade_side";
DROP TYPE "asset_class";
