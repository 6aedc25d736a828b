create table flights (flight text primary key, day text not null, seats int not null);
