-- name: count
INSERT INTO news (table_name, counter) VALUES ($1, 1)
    ON CONFLICT (table_name) DO UPDATE SET counter = news.counter + 1

-- name: counters
SELECT table_name, counter FROM news
