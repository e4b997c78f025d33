"""E-mails to send and sent: one row a message, from the occasion to the mail server's answer."""
