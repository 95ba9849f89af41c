"""What is kept: tables, one repository per aggregate, units of work, migrations."""
