DROP TABLE public.wdh_console_audit;
DROP TABLE public.wdh_console_sessions;
