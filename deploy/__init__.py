"""What a server installation needs beside the product (docker-compose.yml)."""
